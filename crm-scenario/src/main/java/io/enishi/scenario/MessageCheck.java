package io.enishi.scenario;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.process.Effect.Offer;
import io.enishi.core.value.Names;
import io.enishi.scenario.contact.RecipientLimits;
import io.enishi.scenario.content.ContentLibrary;
import io.enishi.scenario.content.Form;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with messages: class, purpose, channels, contents, footers, coupons, recipients. */
final class MessageCheck {

    private final @Nullable Entry entry;
    private final ScenarioContext context;
    private final QuestionCheck questions;
    private final ExperimentUse experiments;
    private final Problems problems;

    /** @param entry of the scenario; null where it has none */
    MessageCheck(
            @Nullable Entry entry,
            ScenarioContext context,
            QuestionCheck questions,
            ExperimentUse experiments,
            Problems problems) {
        this.entry = entry;
        this.context = context;
        this.questions = questions;
        this.experiments = experiments;
        this.problems = problems;
    }

    void check(Message message, String path) {
        if (message.offers().isEmpty()) {
            problems.add(
                    path + ".by",
                    "the send has no channel",
                    "name a channel and a content, such as by: [{mail: hello}]");
        }
        if (message.messageClass() == null) {
            problems.add(
                    path + ".class",
                    "the send has no class",
                    "write advertising if it promotes anything, transactional if the customer needs it");
        }
        if (message.purpose().isEmpty()) {
            problems.add(path + ".purpose", "the send has no purpose", "name the consent purpose, such as newsletter");
        } else if (!Names.isName(message.purpose(), 64)) {
            problems.add(
                    path + ".purpose",
                    "is not a name: \"" + message.purpose() + '"',
                    "write a name such as newsletter");
        }
        recipients(message, path);
        offers(message, message.offers(), path + ".by");
        Message.ContentTest test = message.test();
        if (test != null) {
            experiments.use(
                    test.experiment(),
                    List.copyOf(test.arms().keySet()),
                    path + ".test.experiment",
                    path + ".test.arms");
            test.arms().forEach((arm, offers) -> offers(message, offers, path + ".test.arms." + arm));
        }
    }

    private void recipients(Message message, String path) {
        Figure recipients = message.recipients();
        boolean tagged = message.tags().containsKey(RecipientLimits.TAG);
        if (recipients != null) {
            questions.figure(recipients, path + ".recipients");
            if (tagged) {
                problems.add(
                        path + ".tags." + RecipientLimits.TAG,
                        "the number of recipients is said twice",
                        "leave the tag out");
            }
        }
        Entry begins = entry;
        if ((recipients != null || tagged) && begins != null && !begins.fold(new IsOfMany())) {
            problems.add(
                    path + (recipients == null ? ".tags." : ".") + RecipientLimits.TAG,
                    "would keep nobody back: it counts those of one restock, launch or date, and each run of this"
                            + " scenario begins on something of one person's",
                    "for the first so many people over all, write a shared limit (limits: [{stock: ...}])");
        }
    }

    /** Whether each kind of entry starts runs for many people at one occasion: then their runs have one entry key. */
    private record IsOfMany() implements Entry.Cases<Boolean> {

        @Override
        public Boolean onEvent(Entry.OnEvent event) {
            return event.of().types().stream().anyMatch(type -> type.startsWith("shop."));
        }

        @Override
        public Boolean onShopEvent(Entry.OnShopEvent event) {
            return true;
        }

        @Override
        public Boolean afterAbsence(Entry.AfterAbsence absence) {
            return false;
        }

        @Override
        public Boolean onSegment(Entry.OnSegment segment) {
            return false;
        }

        @Override
        public Boolean everyYear(Entry.EveryYear year) {
            return true;
        }

        @Override
        public Boolean schedule(Entry.Schedule schedule) {
            return true;
        }

        @Override
        public Boolean deadline(Entry.Deadline deadline) {
            return false;
        }

        @Override
        public Boolean anyOf(Entry.AnyOf several) {
            return several.each().stream().anyMatch(each -> each.fold(this));
        }

        @Override
        public Boolean onRequest(Entry.OnRequest request) {
            return true; // the host may ask for many under one id
        }
    }

    private void offers(Message message, List<Offer> offers, String path) {
        Map<String, Boolean> channels = context.channels();
        for (int i = 0; i < offers.size(); i++) {
            Offer offer = offers.get(i);
            String at = path + "[" + i + "]";
            questions.known("channel", offer.channel(), channels == null ? null : channels.keySet(), at);
            ContentLibrary contents = context.contents();
            if (contents == null) {
                continue;
            }
            if (contents.knows(offer.content())) {
                content(message, offer, contents, at);
            } else {
                questions.known("content", offer.content(), contents.names(), at);
            }
        }
    }

    private void content(Message message, Offer offer, ContentLibrary contents, String path) {
        String name = offer.content();
        if (!contents.fits(name, offer.channel())) {
            problems.add(
                    path,
                    "content \"" + name + "\" is a " + DocWriter.spelled(contents.form(name)) + " and cannot leave by "
                            + offer.channel(),
                    "name a content that was written for " + offer.channel());
        }
        Optional<Set<String>> triggers = entry == null ? Optional.empty() : entry.fold(new TriggerTypes());
        triggers.ifPresent(types -> contents.lackedBy(name, types)
                .forEach(lacked ->
                        problems.add(path, "content \"" + name + "\" shows " + lacked.message(), lacked.advice())));
        boolean mailed = contents.form(name) == Form.MAIL || contents.form(name) == Form.SMS;
        if (message.messageClass() == MessageClass.ADVERTISING && mailed && !contents.hasFooter(name)) {
            problems.add(
                    path,
                    "content \"" + name + "\" advertises without the sender's name, address and opt-out (特定電子メール法)",
                    "write footer: true in the content");
        }
        if (contents.usesCoupon(name) && message.coupon() == null) {
            problems.add(
                    path,
                    "content \"" + name + "\" shows a coupon, and the send carries none",
                    "add the coupon to the send, or take its variables out of the content");
        }
        if (!contents.usesCoupon(name) && message.coupon() != null) {
            problems.add(
                    path,
                    "the send carries a coupon that content \"" + name + "\" does not show",
                    "show {{coupon.code}} and {{coupon.expires}}, or leave the coupon out");
        }
    }
}
