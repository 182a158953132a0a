package io.enishi.core.value;

/** What broken sources get wrong about characters. */
public final class Unicode {

    private Unicode() {}

    /** Whether every surrogate in {@code text} stands in a pair; only then UTF-8 can hold it. */
    public static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!isPair(text, i)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Whether a surrogate pair starts at index {@code at}. */
    public static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }
}
