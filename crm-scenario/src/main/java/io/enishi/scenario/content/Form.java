package io.enishi.scenario.content;

import java.util.Optional;

/** The shape that a content has, which is the kind of channel that it is written for. */
public enum Form {
    /** Subject, preheader, and a body in text or in text and HTML. */
    MAIL,
    /** Up to five text bubbles and carousels of cards. */
    LINE,
    /** One text of at most 660 characters. */
    SMS,
    /** A title, a short text, and at most one link. */
    PUSH,
    /** Fields for a printer, a warehouse or a person: postal DM, package insert, letter. */
    PAPER;

    /** The form that channels of that name carry; empty for a name of the shop's own, which may carry any. */
    public static Optional<Form> ofChannel(String channel) {
        return switch (channel) {
            case "mail" -> Optional.of(MAIL);
            case "line" -> Optional.of(LINE);
            case "sms" -> Optional.of(SMS);
            case "push", "app", "web" -> Optional.of(PUSH);
            case "dm", "letter", "insert" -> Optional.of(PAPER);
            default -> Optional.empty();
        };
    }
}
