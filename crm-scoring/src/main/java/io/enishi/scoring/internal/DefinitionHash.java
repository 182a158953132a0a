package io.enishi.scoring.internal;

import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;

/** Hashes of definitions that have no spelling of their own. */
public final class DefinitionHash {

    private DefinitionHash() {}

    /** SHA-256 over the canonical JSON of kind, name and a text that is equal for equal definitions. */
    public static String of(String kind, String name, String definition) {
        return Document.of(new DocWriter()
                        .put(kind, name)
                        .put("definition", definition)
                        .node())
                .definitionHash();
    }
}
