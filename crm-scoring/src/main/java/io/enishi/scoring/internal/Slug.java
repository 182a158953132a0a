package io.enishi.scoring.internal;

import io.enishi.core.value.Names;
import java.util.Locale;

/** Turns words that people read into technical names. */
public final class Slug {

    private Slug() {}

    /**
     * {@code Can't Lose Them} is {@code can-t-lose-them}: letters and digits of ASCII in lower case, everything else a hyphen.
     *
     * @throws IllegalArgumentException if nothing is left to name it by
     */
    public static String of(String text) {
        StringBuilder slug = new StringBuilder();
        for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (plain) {
                slug.append(c);
            } else if (slug.length() > 0 && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
            }
        }
        while (slug.length() > 0 && slug.charAt(slug.length() - 1) == '-') {
            slug.setLength(slug.length() - 1);
        }
        if (!Names.isName(slug.toString(), 40)) {
            throw new IllegalArgumentException(
                    "\"" + text
                            + "\" gives no technical name: it must have 1 to 40 letters or digits of a-z 0-9; name it otherwise");
        }
        return slug.toString();
    }
}
