package io.enishi.core.value;

import java.util.Objects;

/** The one spelling rule for technical names: shops, schemes, event types, segments, metrics, scenarios. */
public final class Names {

    private Names() {}

    /**
     * Returns {@code name} if it is 1 to {@code maxLength} characters of {@code a-z 0-9 . : - _}, starting with a letter or
     * digit.
     *
     * @throws IllegalArgumentException naming {@code what} and the rule that the value breaks
     */
    public static String requireName(String what, String name, int maxLength) {
        Objects.requireNonNull(name, what);
        if (!isName(name, maxLength)) {
            throw new IllegalArgumentException(what + " must be 1 to " + maxLength
                    + " characters of a-z 0-9 . : - _ and start with a letter or digit, but was \"" + shown(name)
                    + '"');
        }
        return name;
    }

    /** Whether {@code name} obeys {@link #requireName}. */
    public static boolean isName(String name, int maxLength) {
        if (name.isEmpty() || name.length() > maxLength) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!alphanumeric && (i == 0 || (c != '.' && c != ':' && c != '-' && c != '_'))) {
                return false;
            }
        }
        return true;
    }

    private static String shown(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "...";
    }
}
