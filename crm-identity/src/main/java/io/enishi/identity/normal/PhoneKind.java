package io.enishi.identity.normal;

/** What kind of Japanese telephone number a match key is, by its first digits. */
public enum PhoneKind {
    /** 060, 070, 080, 090 with eleven digits. */
    MOBILE("phone-mobile"),
    /** Any other number in Japan, IP telephony (050) included: a household's. */
    FIXED("phone-fixed"),
    /** Outside Japan: may be anything. */
    FOREIGN("phone-foreign"),
    /** 0120, 0800 and other service numbers: a company's. */
    SERVICE("phone-service");

    private final String signal;

    PhoneKind(String signal) {
        this.signal = signal;
    }

    /** The name of the signal that a shared number of this kind is. */
    public String signal() {
        return signal;
    }

    public static PhoneKind of(String key) {
        String national = national(key);
        if (!national.startsWith("0")) {
            return FOREIGN;
        }
        if (national.length() == 11 && national.matches("0[6-9]0.*") && !national.startsWith("0800")) {
            return MOBILE;
        }
        boolean service = national.startsWith("0120") || national.startsWith("0800") || national.startsWith("0570");
        return service ? SERVICE : FIXED;
    }

    /** The digits as dialled inside Japan; a number outside Japan keeps its {@code +}. */
    public static String national(String key) {
        return key.startsWith("+81") ? "0" + key.substring(3) : key;
    }
}
