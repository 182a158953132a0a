package io.enishi.scenario.content;

import java.util.List;
import java.util.Objects;

/** A named piece of a content. Names let variants put blocks into another order, leave some out, or replace one. */
public sealed interface Block {

    /** Unique within the content. */
    String name();

    /**
     * A passage; on LINE a bubble, on paper a field.
     *
     * @param text template of the plain text
     * @param html template of the same in HTML, for mail only; empty where it follows from the text
     */
    record Passage(String name, String text, String html) implements Block {
        public Passage {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(html, "html");
        }
    }

    /**
     * A call to action, in mail and push.
     *
     * @param label template of what it says
     * @param link template of where it leads; variables are allowed after the host name
     */
    record Button(String name, String label, String link) implements Block {
        public Button {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(link, "link");
        }
    }

    /**
     * A carousel, on LINE.
     *
     * @param alt template of what is shown in notifications and lists of chats
     * @param cards 1 to 10; either all have an image, or none; the same with titles; all with equally many actions
     */
    record Cards(String name, String alt, List<Card> cards) implements Block {
        public Cards {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(alt, "alt");
            cards = List.copyOf(cards);
        }
    }

    /**
     * A card.
     *
     * @param image template of an https address; empty for none
     * @param title template, empty for none
     * @param text template
     * @param actions 1 to 3
     */
    record Card(String image, String title, String text, List<Action> actions) {
        public Card {
            Objects.requireNonNull(image, "image");
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(text, "text");
            actions = List.copyOf(actions);
        }
    }

    /**
     * What a tap on a card does.
     *
     * @param label template of what the button says
     * @param link template of where it leads
     */
    record Action(String label, String link) {
        public Action {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(link, "link");
        }
    }

    /** A passage whose HTML follows from its text. */
    static Passage passage(String name, String text) {
        return new Passage(name, text, "");
    }

    static Passage passage(String name, String text, String html) {
        return new Passage(name, text, html);
    }

    static Button button(String name, String label, String link) {
        return new Button(name, label, link);
    }

    static Cards cards(String name, String alt, Card... cards) {
        return new Cards(name, alt, List.of(cards));
    }
}
