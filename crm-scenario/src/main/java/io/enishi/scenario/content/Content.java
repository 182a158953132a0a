package io.enishi.scenario.content;

import io.enishi.core.internal.doc.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a message says: an immutable value with one meaning in Java, YAML and JSON. It may still be wrong; a {@link ContentLibrary}
 * checks it and renders it.
 *
 * <pre>{@code
 * Content welcome = Content.of("welcome", Form.MAIL)
 *         .withSubject("{{profile.name}}さん、ようこそ")
 *         .withDefault("profile.name", "お客さま")
 *         .withBlocks(
 *                 Block.passage("greeting", "ご登録ありがとうございます。"),
 *                 Block.button("shop", "ショップへ", "https://shop.example/?c={{coupon.code}}"))
 *         .withFooter()
 *         .withVariant("short", Variant.order("shop"));
 * }</pre>
 *
 * @param id a name without {@code :}
 * @param form what kind of channel it is for
 * @param subject template of a mail's subject or of a push message's title; empty for other forms
 * @param preheader template of what mail programs show beside the subject; empty for none
 * @param blocks in order
 * @param defaults what to put where a variable is missing, by variable; a missing variable without one stops the message
 * @param footer whether the shop's {@link LegalFooter} ends it, as the law wants of advertising by mail and SMS
 * @param variants by name; a send names one as {@code welcome:short}
 */
public record Content(
        String id,
        Form form,
        String subject,
        String preheader,
        List<Block> blocks,
        Map<String, String> defaults,
        boolean footer,
        Map<String, Variant> variants) {

    public Content {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(preheader, "preheader");
        blocks = List.copyOf(blocks);
        defaults = Collections.unmodifiableMap(new TreeMap<>(defaults));
        variants = Collections.unmodifiableMap(new TreeMap<>(variants));
    }

    /** Begins a content of that id; it has no blocks yet. */
    public static Content of(String id, Form form) {
        return new Content(id, form, "", "", List.of(), Map.of(), false, Map.of());
    }

    public Content withSubject(String changed) {
        return new Content(id, form, changed, preheader, blocks, defaults, footer, variants);
    }

    public Content withPreheader(String changed) {
        return new Content(id, form, subject, changed, blocks, defaults, footer, variants);
    }

    public Content withBlocks(Block... changed) {
        return new Content(id, form, subject, preheader, List.of(changed), defaults, footer, variants);
    }

    /** What to put where {@code variable} is missing. */
    public Content withDefault(String variable, String text) {
        Map<String, String> more = new TreeMap<>(defaults);
        more.put(variable, text);
        return new Content(id, form, subject, preheader, blocks, more, footer, variants);
    }

    /** The same, ending with the shop's legal footer. */
    public Content withFooter() {
        return new Content(id, form, subject, preheader, blocks, defaults, true, variants);
    }

    public Content withVariant(String name, Variant variant) {
        Map<String, Variant> more = new TreeMap<>(variants);
        more.put(name, variant);
        return new Content(id, form, subject, preheader, blocks, defaults, footer, more);
    }

    /**
     * The content as the variant says it, under the id {@code id:name}, without variants.
     *
     * @throws IllegalArgumentException if it has no such variant, or the variant names a block that the content does not have
     */
    public Content variant(String name) {
        Variant variant = variants.get(name);
        if (variant == null) {
            throw new IllegalArgumentException("content " + id + " has no variant " + name);
        }
        List<Block> own = new ArrayList<>();
        for (Block block : blocks) {
            Block other = named(variant.blocks(), block.name());
            own.add(other == null ? block : other);
        }
        List<Block> ordered = own;
        if (!variant.order().isEmpty()) {
            ordered = new ArrayList<>();
            for (String wanted : variant.order()) {
                Block block = named(own, wanted);
                if (block == null) {
                    throw new IllegalArgumentException("content " + id + " has no block " + wanted);
                }
                ordered.add(block);
            }
        }
        String otherSubject = variant.subject();
        String otherPreheader = variant.preheader();
        return new Content(
                id + ":" + name,
                form,
                otherSubject == null ? subject : otherSubject,
                otherPreheader == null ? preheader : otherPreheader,
                ordered,
                defaults,
                footer,
                Map.of());
    }

    static @Nullable Block named(List<Block> blocks, String name) {
        for (Block block : blocks) {
            if (block.name().equals(name)) {
                return block;
            }
        }
        return null;
    }

    /**
     * Reads YAML or JSON, whichever it is.
     *
     * @throws io.enishi.core.value.DefinitionException with everything that is wrong with it, templates included
     */
    public static Content parse(String text) {
        return ContentForm.read(Document.parse(text));
    }

    /**
     * The grammar of contents as JSON Schema, draft 2020-12, for editors. The same text lies in the jar as {@code
     * io/enishi/scenario/content/content.schema.json}. What it lets through may still be wrong: {@link #parse} and {@link
     * ContentLibrary} tell.
     */
    public static String jsonSchema() {
        return ContentSchema.json();
    }

    /**
     * Reads one content, or several under {@code contents}.
     *
     * @throws io.enishi.core.value.DefinitionException with everything that is wrong with any of them
     */
    public static List<Content> parseAll(String text) {
        return ContentForm.readAll(Document.parse(text));
    }

    /** YAML that {@link #parse} reads to an equal content. */
    public String toYaml() {
        return ContentForm.write(this).toYaml();
    }

    /** JSON that {@link #parse} reads to an equal content. */
    public String toJson() {
        return ContentForm.write(this).toJson();
    }

    /** Hash over the canonical form: equal contents have equal hashes, whichever way they were written. */
    public String definitionHash() {
        return ContentForm.write(this).definitionHash();
    }
}
