package io.enishi.scenario.content;

import io.enishi.core.value.Names;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody, or some model, suggests to the shop, with the record of who decided about it.
 *
 * @param id a name, unique among the shop's proposals
 * @param author who or what wrote it, 1 to 200 characters
 * @param model which model and version wrote it, at most 200 characters; empty for a person
 * @param createdAt when
 * @param subject what is proposed
 * @param verdict what a person decided; null while nobody did
 */
public record Proposal(
        String id,
        String author,
        String model,
        Instant createdAt,
        Subject subject,
        @Nullable Verdict verdict) {

    public Proposal {
        Names.requireName("proposal", id, 100);
        requireText("author", author, 1, 200);
        requireText("model", model, 0, 200);
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(subject, "subject");
        if (verdict != null) {
            if (verdict.at.isBefore(createdAt)) {
                throw new IllegalArgumentException(
                        "a verdict must not be older than its proposal, but is of " + verdict.at);
            }
            if (verdict.by.equals(author)) {
                throw new IllegalArgumentException("a proposal must be judged by somebody else than its author");
            }
            if (!verdict.of.equals(subject.hash())) {
                throw new IllegalArgumentException("proposal " + id
                        + " is not what was judged: it was changed afterwards, so it has to be judged again");
            }
        }
    }

    /** A proposal that nobody judged yet. */
    public static Proposal of(String id, String author, String model, Instant createdAt, Subject subject) {
        return new Proposal(id, author, model, createdAt, subject, null);
    }

    /** Whether a person approved it, as it is. */
    public boolean isApproved() {
        return verdict != null && verdict.approved;
    }

    /** The same with a verdict on it. */
    Proposal judged(boolean approved, String by, Instant at, String note) {
        if (verdict != null) {
            throw new IllegalArgumentException(
                    "proposal " + id + " was judged already, by " + verdict.by + " at " + verdict.at);
        }
        return new Proposal(id, author, model, createdAt, subject, new Verdict(approved, by, at, note, subject.hash()));
    }

    static void requireText(String what, String text, int least, int most) {
        if (text.length() < least || text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    what + " must be one line of " + least + " to " + most + " characters, but has " + text.length());
        }
    }

    /**
     * What a person decided.
     *
     * @param approved or rejected
     * @param by who
     * @param at when
     * @param note why; may be empty
     * @param of hash of the subject that was judged: whoever changes it later has no approval
     */
    public record Verdict(boolean approved, String by, Instant at, String note, String of) {
        public Verdict {
            requireText("judge", by, 1, 200);
            Objects.requireNonNull(at, "at");
            requireText("note", note, 0, 500);
            Objects.requireNonNull(of, "of");
        }
    }

    /** What may be proposed. */
    public sealed interface Subject {

        /** {@code content}, {@code variant}, {@code segment} or {@code scenario}. */
        String kind();

        /** What it is about: the name of a content, segment or scenario. */
        String name();

        /** Hash over the canonical form. */
        String hash();
    }

    /** A new content. */
    public record NewContent(Content content) implements Subject {
        public NewContent {
            Objects.requireNonNull(content, "content");
        }

        @Override
        public String kind() {
            return "content";
        }

        @Override
        public String name() {
            return content.id();
        }

        @Override
        public String hash() {
            return content.definitionHash();
        }
    }

    /** A new variant of a content. */
    public record NewVariant(String content, String name, Variant variant) implements Subject {
        public NewVariant {
            Names.requireName("content", content, 64);
            Names.requireName("variant", name, 64);
            Objects.requireNonNull(variant, "variant");
        }

        @Override
        public String kind() {
            return "variant";
        }

        @Override
        public String hash() {
            return ProposalForm.subject(this).definitionHash();
        }
    }

    /**
     * A segment or a scenario as text, which the host hands to whoever reads such definitions once it is approved.
     *
     * @param kind {@code segment} or {@code scenario}
     * @param name of what is defined
     * @param replaces hash of the definition that it would replace; empty for a new one
     * @param definition YAML or JSON
     */
    public record NewDefinition(String kind, String name, String replaces, String definition) implements Subject {
        public NewDefinition {
            if (!kind.equals("segment") && !kind.equals("scenario")) {
                throw new IllegalArgumentException("only segments and scenarios are proposed as text, not " + kind);
            }
            Names.requireName(kind, name, 64);
            Objects.requireNonNull(replaces, "replaces");
            if (definition.isBlank() || definition.length() > 90_000) {
                throw new IllegalArgumentException(
                        "a proposed definition must have 1 to 90000 characters, but has " + definition.length());
            }
        }

        @Override
        public String hash() {
            return ProposalForm.subject(this).definitionHash();
        }
    }
}
