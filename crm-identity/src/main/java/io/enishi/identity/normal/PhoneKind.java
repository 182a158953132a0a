package io.enishi.identity.normal;

/** What kind of telephone number a match key is, by the Japanese numbering plan. */
public enum PhoneKind {
    /** 060, 070, 080, 090 with eleven digits: a person's, and some day another person's. */
    MOBILE("phone-mobile"),
    /** A number with an area code: a household's or a company's. */
    FIXED("phone-fixed"),
    /** IP telephony (050): a household's or a company's. */
    IP("phone-fixed"),
    /** 0120 and 0800: a company's. */
    TOLL_FREE("phone-service"),
    /** 0570, 0990 and other numbers that cost extra: a company's. */
    SERVICE("phone-service"),
    /** Outside Japan: may be anything. */
    FOREIGN("phone-foreign");

    private final String signal;

    PhoneKind(String signal) {
        this.signal = signal;
    }

    /** The name of the signal that a shared number of this kind is. */
    public String signal() {
        return signal;
    }

    /** The kind of a key in international ({@code +81...}) or national form. */
    public static PhoneKind of(String key) {
        String national = national(key);
        if (!national.startsWith("0")) {
            return FOREIGN;
        }
        if (national.startsWith("0120") || national.startsWith("0800")) {
            return TOLL_FREE;
        }
        if (national.length() == 11 && national.charAt(2) == '0') {
            char first = national.charAt(1);
            if (first >= '6') {
                return MOBILE;
            }
            if (first == '5') {
                return IP;
            }
        }
        boolean service = national.startsWith("0570") || national.startsWith("0990") || national.startsWith("0180");
        return service ? SERVICE : FIXED;
    }

    /** The digits as dialled inside Japan; a number outside Japan keeps its {@code +}. */
    public static String national(String key) {
        return key.startsWith("+81") ? "0" + key.substring(3) : key;
    }
}
