package io.enishi.core.internal.json;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonWriteFeature;

/** Writes JSON that every encoding can hold. */
public final class JsonText {

    private JsonText() {}

    /** Makes a factory's generators write what {@link #utf8} promises: escapes in small letters, as format version 1 has them. */
    public static JsonFactoryBuilder writing(JsonFactoryBuilder json) {
        return json.disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE);
    }

    /**
     * What {@code writer} writes, in UTF-8. Half a surrogate pair, which broken sources do send and UTF-8 cannot hold, becomes an
     * escape: it stands only inside JSON strings. Bytes rather than characters, since most stores keep bytes in the end and the detour
     * cost as much as the writing.
     */
    public static byte[] utf8(JsonFactory json, Consumer<JsonGenerator> writer) {
        Written written = new Written();
        try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), written)) {
            writer.accept(out);
        }
        return written.bytes();
    }

    /** A generator hands over what its own buffer holds, which most texts are as a whole: room for that and no more needs no second copy. */
    private static final class Written extends ByteArrayOutputStream {

        Written() {
            super(0);
        }

        byte[] bytes() {
            return count == buf.length ? buf : toByteArray();
        }
    }
}
