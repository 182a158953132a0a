package io.enishi.core.internal.json;

import io.enishi.core.value.Unicode;

/** JSON that every encoding can hold. */
public final class JsonText {

    private JsonText() {}

    /**
     * Half a surrogate pair, which broken sources do send, cannot be written in UTF-8; as an escape it survives. Such characters
     * stand only inside JSON strings, so an escape may stand in their place.
     */
    public static String wellFormed(String text) {
        return Unicode.isWellFormed(text) ? text : escapeHalves(text);
    }

    private static String escapeHalves(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                escaped.append(c);
            } else if (Unicode.isPair(text, i)) {
                escaped.append(c).append(text.charAt(++i));
            } else {
                escaped.append("\\u").append(Integer.toHexString(c));
            }
        }
        return escaped.toString();
    }
}
