package io.enishi.core.event;

/** Who caused an event. "No action for three months" counts what the customer did, not what the shop sent. */
public enum Initiator {
    /** The customer acted: ordered, viewed, tapped, wrote. */
    CUSTOMER,
    /** The shop acted: shipped, sent, granted. */
    SHOP,
    /** A machine or a deadline acted: delivered, bounced, expired. */
    SYSTEM
}
