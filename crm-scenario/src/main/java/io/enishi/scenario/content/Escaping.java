package io.enishi.scenario.content;

import java.nio.charset.StandardCharsets;

/** How values are made harmless where they are put. */
enum Escaping {
    /** Plain text: control characters other than tabs and line breaks disappear. */
    TEXT {
        @Override
        String escape(String value) {
            return cleaned(value, true);
        }
    },
    /** One line: line breaks, which could begin a header of the writer's choice, become blanks. */
    LINE {
        @Override
        String escape(String value) {
            return cleaned(value, false);
        }
    },
    /** Between the tags of HTML. */
    HTML {
        @Override
        String escape(String value) {
            return html(cleaned(value, true));
        }
    },
    /** A part of an address: all but unreserved characters are percent-encoded (RFC 3986). */
    LINK {
        @Override
        String escape(String value) {
            StringBuilder out = new StringBuilder(value.length() + 16);
            for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
                char c = (char) (each & 0xff);
                boolean unreserved = (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '.'
                        || c == '_'
                        || c == '~';
                if (unreserved) {
                    out.append(c);
                } else {
                    out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                }
            }
            return out.toString();
        }
    };

    private static final String HEX = "0123456789ABCDEF";

    abstract String escape(String value);

    static String html(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '`' -> out.append("&#96;");
                case '=' -> out.append("&#61;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    private static String cleaned(String value, boolean mayBreak) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\n' && mayBreak) {
                out.append(c);
            } else if (isLineBreak(c) || c == '\t') {
                out.append(' ');
            } else if (!Character.isISOControl(c)) {
                out.append(c);
            }
        }
        return out.toString();
    }
}
