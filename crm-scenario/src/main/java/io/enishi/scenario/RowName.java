package io.enishi.scenario;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.value.EventId;
import io.enishi.core.value.OriginId;

/**
 * The name of a run that an event started, in numbers. Spelt out it is {@code origin/journey/source:event}, and a message's key has
 * {@code /send.visit} behind; texts are compared with it without spelling it out.
 */
record RowName(OriginId origin, String journey, String source, EventId entry) implements RunName {

    private static final int ORIGIN_DIGITS = 32;
    private static final int EVENT_DIGITS = 36;
    private static final String DIGITS = "0123456789abcdef";

    @Override
    public InstanceKey key() {
        return new InstanceKey(origin, journey, source + ":" + entry);
    }

    @Override
    public boolean isStartedBy(CustomerEvent event) {
        return event.id().equals(entry) && event.source().equals(source);
    }

    @Override
    public boolean isMessage(String message, String send, int visit) {
        int journeyAt = ORIGIN_DIGITS + 1;
        int sourceAt = journeyAt + journey.length() + 1;
        int entryAt = sourceAt + source.length() + 1;
        int sendAt = entryAt + EVENT_DIGITS + 1;
        int visitAt = sendAt + send.length() + 1;
        return message.length() > visitAt
                && message.charAt(journeyAt - 1) == '/'
                && message.startsWith(journey, journeyAt)
                && message.charAt(sourceAt - 1) == '/'
                && message.startsWith(source, sourceAt)
                && message.charAt(entryAt - 1) == ':'
                && message.charAt(sendAt - 1) == '/'
                && message.startsWith(send, sendAt)
                && message.charAt(visitAt - 1) == '.'
                && isNumber(message, visitAt, visit)
                && isHex(message, 0, 16, origin.high(), 60)
                && isHex(message, 16, 32, origin.low(), 60)
                && isEvent(message, entryAt);
    }

    private boolean isEvent(String message, int at) {
        return message.charAt(at + 8) == '-'
                && message.charAt(at + 13) == '-'
                && message.charAt(at + 18) == '-'
                && message.charAt(at + 23) == '-'
                && isHex(message, at, at + 8, entry.high(), 60)
                && isHex(message, at + 9, at + 13, entry.high(), 28)
                && isHex(message, at + 14, at + 18, entry.high(), 12)
                && isHex(message, at + 19, at + 23, entry.low(), 60)
                && isHex(message, at + 24, at + 36, entry.low(), 44);
    }

    /** Whether there are the digits of {@code bits}, beginning with the four above {@code shift}. */
    private static boolean isHex(String text, int from, int to, long bits, int shift) {
        int left = shift;
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != DIGITS.charAt((int) (bits >>> left) & 15)) {
                return false;
            }
            left -= 4;
        }
        return true;
    }

    private static boolean isNumber(String text, int from, int number) {
        int rest = number;
        int at = text.length();
        do {
            if (--at < from || text.charAt(at) != '0' + rest % 10) {
                return false;
            }
            rest /= 10;
        } while (rest > 0);
        return at == from;
    }
}
