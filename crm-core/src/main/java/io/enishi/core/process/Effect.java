package io.enishi.core.process;

import io.enishi.core.condition.Span;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Names;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a command asks the host to do. A {@link Send} goes through a channel, the others to a {@code CommandHandler}. */
public sealed interface Effect {

    /** Short name of the kind of effect, for reports: {@code send}, {@code task}, ... */
    String kind();

    /**
     * Send a message on the first channel that can take it.
     *
     * @param offers channel and content, in order of preference, at least one
     * @param messageClass advertising or transactional
     * @param purpose the consent purpose it falls under, such as {@code newsletter}
     * @param coupon a personal coupon that travels inside, or null
     * @param onCapped what becomes of it when a frequency cap or gap forbids it now
     * @param tags campaign tags for reports
     */
    record Send(
            List<Offer> offers,
            MessageClass messageClass,
            String purpose,
            @Nullable Coupon coupon,
            OnCapped onCapped,
            Map<String, String> tags)
            implements Effect {
        public Send {
            offers = List.copyOf(offers);
            if (offers.isEmpty()) {
                throw new IllegalArgumentException("a send must offer at least one channel");
            }
            Objects.requireNonNull(messageClass, "messageClass");
            Names.requireName("consent purpose", purpose, 64);
            Objects.requireNonNull(onCapped, "onCapped");
            tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        }

        @Override
        public String kind() {
            return "send";
        }
    }

    /**
     * A content on a channel.
     *
     * @param channel name of a registered channel
     * @param content id of a content that the renderer knows
     */
    record Offer(String channel, String content) {
        public Offer {
            Names.requireName("channel", channel, 64);
            Names.requireName("content", content, 100);
        }
    }

    /**
     * A coupon granted at the actual send, valid from then.
     *
     * @param campaign what it is for; codes are unique per command
     * @param kind a discount on own goods, or a gift (whose value the law limits)
     * @param terms how much, in words for the content and the host, such as {@code 20%}
     * @param validFor how long, from the instant of the actual send
     */
    record Coupon(String campaign, CouponKind kind, String terms, Span validFor) {
        public Coupon {
            Names.requireName("coupon campaign", campaign, 64);
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(terms, "terms");
            Objects.requireNonNull(validFor, "validFor");
        }
    }

    /** In the eyes of 景品表示法: a discount on own goods is no gift. */
    enum CouponKind {
        DISCOUNT,
        GIFT
    }

    /** What a step does when a cap or gap forbids its send now. */
    enum OnCapped {
        /** Leave this message out and go on. */
        SKIP,
        /** Wait until the cap allows it. */
        DELAY,
        /** End the run. */
        EXIT
    }

    /** Issue a coupon without a message; the host's handler does it. */
    record IssueCoupon(Coupon coupon) implements Effect {
        public IssueCoupon {
            Objects.requireNonNull(coupon, "coupon");
        }

        @Override
        public String kind() {
            return "coupon";
        }
    }

    /** Grant loyalty points. */
    record GrantPoints(long points, String reason) implements Effect {
        public GrantPoints {
            if (points < 1) {
                throw new IllegalArgumentException("points must be at least 1, but were " + points);
            }
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public String kind() {
            return "points";
        }
    }

    /** Ask a person to do something. */
    record Task(String queue, String title, Map<String, AttributeValue> details) implements Effect {
        public Task {
            Names.requireName("task queue", queue, 64);
            Objects.requireNonNull(title, "title");
            details = Collections.unmodifiableMap(new TreeMap<>(details));
        }

        @Override
        public String kind() {
            return "task";
        }
    }

    /** Put a row into a batch that leaves as a file (postal DM, package insert, audience). */
    record ExportRow(String batch, Map<String, AttributeValue> columns) implements Effect {
        public ExportRow {
            Names.requireName("batch", batch, 64);
            columns = Collections.unmodifiableMap(new TreeMap<>(columns));
        }

        @Override
        public String kind() {
            return "export";
        }
    }

    /** Tell another system. */
    record Webhook(String endpoint, Map<String, AttributeValue> payload) implements Effect {
        public Webhook {
            Names.requireName("webhook endpoint", endpoint, 64);
            payload = Collections.unmodifiableMap(new TreeMap<>(payload));
        }

        @Override
        public String kind() {
            return "webhook";
        }
    }

    /** Ask a person for approval; the answer comes back as {@link Input.Approved}. */
    record RequestApproval(String subject) implements Effect {
        public RequestApproval {
            Objects.requireNonNull(subject, "subject");
        }

        @Override
        public String kind() {
            return "approval";
        }
    }
}
