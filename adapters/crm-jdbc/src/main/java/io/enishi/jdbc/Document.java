package io.enishi.jdbc;

import java.nio.charset.StandardCharsets;

/**
 * JSON on its way to a column. H2 keeps it as bytes: it would hash every character of a text for its cache of values, which took it as long
 * as to find the row's place.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Document(byte[] utf8) {

    String text() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
