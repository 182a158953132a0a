package io.enishi.core.internal.json;

import io.enishi.core.value.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;

/** How one kind of value is spelled in JSON, both ways. */
public interface ValueForm<T> {

    void write(JsonGenerator out, T value);

    /** Reads the value whose first token is current; never null. */
    T read(JsonSource in);

    static <T> ValueForm<T> of(BiConsumer<JsonGenerator, T> writer, Function<JsonSource, T> reader) {
        return new ValueForm<>() {
            @Override
            public void write(JsonGenerator out, T value) {
                writer.accept(out, value);
            }

            @Override
            public T read(JsonSource in) {
                return reader.apply(in);
            }
        };
    }

    static <T> ValueForm<List<T>> list(ValueForm<T> form) {
        return of(
                (out, values) -> {
                    out.writeStartArray();
                    for (T value : values) {
                        form.write(out, value);
                    }
                    out.writeEndArray();
                },
                in -> {
                    in.beginArray();
                    List<T> values = new ArrayList<>();
                    while (in.next() != JsonToken.END_ARRAY) {
                        values.add(form.read(in));
                    }
                    return values;
                });
    }

    /**
     * An object whose keys are data; written in the map's order.
     *
     * @param named whether keys must be names (see {@code Names}) or may be any text
     */
    static <T> ValueForm<Map<String, T>> map(ValueForm<T> form, boolean named) {
        return of(
                (out, values) -> {
                    out.writeStartObject();
                    values.forEach((key, value) -> {
                        out.writeName(key);
                        form.write(out, value);
                    });
                    out.writeEndObject();
                },
                in -> {
                    in.beginObject();
                    Map<String, T> values = new TreeMap<>();
                    for (String key = in.nextName(); key != null; key = in.nextName()) {
                        if (named && !Names.isName(key, 64)) {
                            throw in.invalid("attribute names must be 1 to 64 characters of a-z 0-9 . : - _");
                        }
                        in.next();
                        if (values.put(key, form.read(in)) != null) {
                            throw in.twice(key);
                        }
                    }
                    return values;
                });
    }
}
