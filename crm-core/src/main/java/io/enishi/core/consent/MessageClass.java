package io.enishi.core.consent;

/** What a message is for, in the eyes of the law. A message that does both counts as advertising. */
public enum MessageClass {
    /** Promotes something: needs a consent basis, obeys caps, quiet hours and opt-outs. */
    ADVERTISING,
    /** Needed to carry out what the customer asked for (payment failed, order shipped): exempt from those. */
    TRANSACTIONAL;

    /** The class of a message that is of this class and of another: advertising as soon as a part is. */
    public MessageClass and(MessageClass other) {
        return this == ADVERTISING ? ADVERTISING : other;
    }
}
