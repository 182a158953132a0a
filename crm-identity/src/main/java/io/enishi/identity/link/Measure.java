package io.enishi.identity.link;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * How two texts are compared, and what the limit of a {@link Level} means for it.
 *
 * <p>Some measures look at <em>parts</em>: a text that a {@link Transforms transform} or a joined column made of several, with
 * {@link #SEPARATOR} between them.
 */
public enum Measure {
    /** The texts are equal. The first level of every comparison. */
    EXACT(false) {
        @Override
        boolean holds(String a, String b, double limit) {
            return a.equals(b);
        }
    },
    /** Equal when width, case and everything but letters and digits are left aside. */
    NORMALISED(false) {
        @Override
        boolean holds(String a, String b, double limit) {
            return folded(a).equals(folded(b));
        }
    },
    /** Jaro-Winkler similarity of at least the limit. */
    JARO_WINKLER(true) {
        @Override
        boolean holds(String a, String b, double limit) {
            return Similarity.jaroWinkler(a, b) >= limit;
        }
    },
    /** Levenshtein distance of at most the limit. */
    LEVENSHTEIN(true) {
        @Override
        boolean holds(String a, String b, double limit) {
            return Similarity.levenshtein(a, b, (int) limit) <= limit;
        }
    },
    /** Distance of at most the limit, where exchanging two neighbours is one edit. */
    DAMERAU(true) {
        @Override
        boolean holds(String a, String b, double limit) {
            return Similarity.damerau(a, b, (int) limit) <= limit;
        }
    },
    /** One begins with the other, which has at least so many characters: Rob and Robert; with 1 also an initial. */
    BEGINS(true) {
        @Override
        boolean holds(String a, String b, double limit) {
            return Math.min(a.length(), b.length()) >= limit && (a.startsWith(b) || b.startsWith(a));
        }
    },
    /** At least so many leading characters are the same. */
    PREFIX(true) {
        @Override
        boolean holds(String a, String b, double limit) {
            int length = (int) limit;
            return Math.min(a.length(), b.length()) >= length && a.regionMatches(0, b, 0, length);
        }
    },
    /** One holds the other, which has at least so many characters. */
    CONTAINS(true) {
        @Override
        boolean holds(String a, String b, double limit) {
            return Math.min(a.length(), b.length()) >= limit && (a.contains(b) || b.contains(a));
        }
    },
    /** Of the words of the text with fewer words, at least this share stands in the other, too. */
    WORDS(true) {
        @Override
        boolean holds(String a, String b, double limit) {
            Set<String> words = set(a, ' ');
            Set<String> others = set(b, ' ');
            return share(words, others) >= limit * Math.min(words.size(), others.size());
        }
    },
    /** At least so many parts in common, in whatever order: arrays. */
    SHARED(true) {
        @Override
        boolean holds(String a, String b, double limit) {
            return share(set(a, SEPARATOR), set(b, SEPARATOR)) >= limit;
        }
    },
    /** Parts in common, divided by all parts, are at least the limit: arrays. */
    JACCARD(true) {
        @Override
        boolean holds(String a, String b, double limit) {
            Set<String> parts = set(a, SEPARATOR);
            Set<String> others = set(b, SEPARATOR);
            int share = share(parts, others);
            return share >= limit * (parts.size() + others.size() - share);
        }
    },
    /** The first so many parts are known and equal: levels of an address, largest first. */
    PARTS(true) {
        @Override
        boolean holds(String a, String b, double limit) {
            for (int part = 0; part < (int) limit; part++) {
                String mine = part(a, part);
                if (mine.isEmpty() || !mine.equals(part(b, part))) {
                    return false;
                }
            }
            return true;
        }
    },
    /** The part of this number (from 1) is known and equal. */
    PART(true) {
        @Override
        boolean holds(String a, String b, double limit) {
            String mine = part(a, (int) limit - 1);
            return !mine.isEmpty() && mine.equals(part(b, (int) limit - 1));
        }
    },
    /** Two parts, exchanged: family name and given name in each other's field. */
    SWAPPED(false) {
        @Override
        boolean holds(String a, String b, double limit) {
            String first = part(a, 0);
            String second = part(a, 1);
            return !first.isEmpty()
                    && !second.isEmpty()
                    && first.equals(part(b, 1))
                    && second.equals(part(b, 0))
                    && !first.equals(second);
        }
    },
    /** Every part that both have is alike by Jaro-Winkler to at least the limit, and there is one. */
    ALL_PARTS(true) {
        @Override
        boolean holds(String a, String b, double limit) {
            boolean any = false;
            for (int part = 0; part < Math.max(parts(a), parts(b)); part++) {
                String mine = part(a, part);
                String other = part(b, part);
                if (!mine.isEmpty() && !other.isEmpty()) {
                    any = true;
                    if (Similarity.jaroWinkler(mine, other) < limit) {
                        return false;
                    }
                }
            }
            return any;
        }
    },
    /** Some part that both have is alike by Jaro-Winkler to at least the limit. */
    ANY_PART(true) {
        @Override
        boolean holds(String a, String b, double limit) {
            for (int part = 0; part < Math.max(parts(a), parts(b)); part++) {
                String mine = part(a, part);
                String other = part(b, part);
                if (!mine.isEmpty() && !other.isEmpty() && Similarity.jaroWinkler(mine, other) >= limit) {
                    return true;
                }
            }
            return false;
        }
    },
    /** There is no part that both have: kanji against kana whose reading is not known. */
    NO_PART(false) {
        @Override
        boolean holds(String a, String b, double limit) {
            for (int part = 0; part < Math.max(parts(a), parts(b)); part++) {
                if (!part(a, part).isEmpty() && !part(b, part).isEmpty()) {
                    return false;
                }
            }
            return true;
        }
    },
    /** Two of year, month and day agree, or day and month are exchanged. Dates as {@code yyyymmdd}. */
    DATE_PARTS(false) {
        @Override
        boolean holds(String a, String b, double limit) {
            if (a.length() != 8 || b.length() != 8) {
                return false;
            }
            boolean year = a.regionMatches(0, b, 0, 4);
            boolean month = a.regionMatches(4, b, 4, 2);
            boolean day = a.regionMatches(6, b, 6, 2);
            boolean exchanged = year && a.regionMatches(4, b, 6, 2) && a.regionMatches(6, b, 4, 2);
            return exchanged || (year && (month || day)) || (month && day);
        }
    },
    /** At most so many days apart. Dates as {@code yyyymmdd}. */
    DAYS(true) {
        @Override
        boolean holds(String a, String b, double limit) {
            long day = day(a);
            long other = day(b);
            return day != Long.MIN_VALUE && other != Long.MIN_VALUE && Math.abs(day - other) <= limit;
        }
    },
    /** Numbers that differ by at most the limit. */
    DIFFERENCE(true) {
        @Override
        boolean holds(String a, String b, double limit) {
            double number = number(a);
            double other = number(b);
            return Math.abs(number - other) <= limit;
        }
    },
    /** Numbers that differ by at most this share of the greater one. */
    RATIO(true) {
        @Override
        boolean holds(String a, String b, double limit) {
            double number = number(a);
            double other = number(b);
            return Math.abs(number - other) <= limit * Math.max(Math.abs(number), Math.abs(other));
        }
    };

    /** What stands between parts: the unit separator, U+001F. */
    public static final char SEPARATOR = '\u001f';

    private final boolean limited;

    Measure(boolean limited) {
        this.limited = limited;
    }

    /** Whether two known texts reach the limit. */
    abstract boolean holds(String a, String b, double limit);

    /** Whether a level of this measure names a limit. */
    public boolean isLimited() {
        return limited;
    }

    static String part(String text, int index) {
        int from = 0;
        for (int i = 0; i < index; i++) {
            int next = text.indexOf(SEPARATOR, from);
            if (next < 0) {
                return "";
            }
            from = next + 1;
        }
        int to = text.indexOf(SEPARATOR, from);
        return to < 0 ? text.substring(from) : text.substring(from, to);
    }

    static int parts(String text) {
        int parts = 1;
        for (int i = 0; i < text.length(); i++) {
            parts += text.charAt(i) == SEPARATOR ? 1 : 0;
        }
        return parts;
    }

    private static Set<String> set(String text, char separator) {
        Set<String> set = new HashSet<>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == separator) {
                if (i > from) {
                    set.add(text.substring(from, i));
                }
                from = i + 1;
            }
        }
        return set;
    }

    private static int share(Set<String> parts, Set<String> others) {
        int share = 0;
        for (String part : parts) {
            share += others.contains(part) ? 1 : 0;
        }
        return share;
    }

    private static String folded(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    private static long day(String text) {
        if (text.length() != 8) {
            return Long.MIN_VALUE;
        }
        try {
            return LocalDate.of(
                            Integer.parseInt(text.substring(0, 4)),
                            Integer.parseInt(text.substring(4, 6)),
                            Integer.parseInt(text.substring(6)))
                    .toEpochDay();
        } catch (NumberFormatException | DateTimeException e) {
            return Long.MIN_VALUE; // no date: agrees with none
        }
    }

    private static double number(String text) {
        try {
            return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            return Double.NaN; // no number: every comparison with it is false
        }
    }
}
