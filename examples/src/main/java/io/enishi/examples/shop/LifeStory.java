package io.enishi.examples.shop;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.Initiator;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Identifier;
import io.enishi.examples.shop.Person.Persona;
import io.enishi.examples.shop.Person.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One person's eighteen months with the shop: how they meet, which accounts they open, when they shop. What an order brings in
 * its train is told by {@link OrderStory}.
 */
final class LifeStory {

    private static final List<String> STORES = List.of("store:shibuya", "store:umeda", "store:sakae");
    private static final List<String> MEDIA = List.of("search", "direct", "sns-ad", "mail", "line", "affiliate");

    private final ShopKnobs knobs;
    private final Person person;
    private final Chance chance;
    private final Diary diary;
    private final OrderStory orders;
    private final String store;

    private @Nullable Instant memberSince;
    private @Nullable Instant lineFriendSince;

    private LifeStory(ShopKnobs knobs, Person person) {
        this.knobs = knobs;
        this.person = person;
        this.chance = new Chance(knobs.seed(), person.number());
        this.diary = new Diary(person, knobs);
        this.orders = new OrderStory(knobs, person, chance, diary);
        this.store = chance.oneOf(STORES);
    }

    static Diary tell(ShopKnobs knobs, Person person) {
        LifeStory story = new LifeStory(knobs, person);
        Instant met = story.meet();
        story.openMoreAccounts(met);
        story.shop(met);
        return story.diary;
    }

    // ------------------------------------------------------------------ accounts

    /** The first contact, some time in the log's first fifteen months (or its first five sixths). */
    private Instant meet() {
        Instant met = daytime(diary.start().plus(chance.days(0, knobs.months() * 30 * 5 / 6)));
        switch (person.start()) {
            case EC -> register(met, "web", List.of());
            case STORE -> takeCard(met);
            case PROSPECT -> {
                diary.note(
                        "ec",
                        met,
                        List.of(person.verifiedMail(), person.cookie()),
                        new EventBody.NewsletterSubscribed("mail"));
                diary.state(new Statement(
                        met, person.verifiedMail(), "mail", true, "double-opt-in", "confirmation mail, answered"));
            }
            case MALL -> {} // the first order is the first contact
        }
        return met;
    }

    private void register(Instant at, String route, List<Identifier> alsoKnownAs) {
        memberSince = at;
        List<Identifier> who = new ArrayList<>(List.of(person.member(), person.verifiedMail(), person.phoneNumber()));
        who.addAll(alsoKnownAs);
        diary.note("ec", at, who, new EventBody.Registered(route));
        diary.note("ec", at.plusSeconds(40), List.of(person.member()), profile(true));
        if (chance.percent(knobs.newsletterShare())) {
            Instant asked = at.plusSeconds(90);
            diary.note("ec", asked, List.of(person.member()), new EventBody.NewsletterSubscribed("mail"));
            diary.state(new Statement(
                    asked,
                    person.verifiedMail(),
                    "mail",
                    true,
                    "registration-form",
                    "registration form of 2025-04, box ticked"));
            if (chance.percent(6)) {
                unsubscribe(at.plus(chance.days(20, 300)));
            }
        } else {
            diary.state(new Statement(
                    at.plusSeconds(90),
                    person.verifiedMail(),
                    "mail",
                    false,
                    "registration-form",
                    "registration form of 2025-04, box left empty"));
        }
        boolean catalogue = chance.percent(60);
        diary.state(new Statement(
                at.plusSeconds(95),
                person.member(),
                "dm",
                catalogue,
                "registration-form",
                "registration form of 2025-04, catalogue by post"));
    }

    private void unsubscribe(Instant at) {
        diary.note("ec", at, List.of(person.member()), new EventBody.NewsletterUnsubscribed("mail"));
        diary.state(new Statement(at, person.verifiedMail(), "mail", false, "one-click", "unsubscribe log"));
    }

    private void takeCard(Instant at) {
        Instant opening = openingHours(at);
        diary.note("pos", opening, List.of(person.card(), person.phoneNumber()), new EventBody.Registered(store));
        diary.note("pos", opening.plusSeconds(120), List.of(person.card()), profile(chance.percent(60)));
    }

    /** Store customers fill in less than members do. */
    private EventBody profile(boolean full) {
        Map<String, AttributeValue> attributes = full
                ? Map.of(
                        "name", AttributeValue.of(person.name()),
                        "kana", AttributeValue.of(person.kana()),
                        "birth-date", AttributeValue.of(person.birthDate()),
                        "gender", AttributeValue.of(person.gender()),
                        "postal-code", AttributeValue.of(person.place().code()),
                        "prefecture", AttributeValue.of(person.place().prefecture()))
                : Map.of("name", AttributeValue.of(person.name()), "kana", AttributeValue.of(person.kana()));
        return new EventBody.ProfileChanged(attributes);
    }

    private void openMoreAccounts(Instant met) {
        Instant later = daytime(met.plus(chance.days(30, 270)));
        boolean comesToSite = switch (person.start()) {
            case EC -> false;
            case STORE -> chance.percent(knobs.storeToEcShare());
            case MALL -> chance.percent(15);
            case PROSPECT -> chance.percent(40);
        };
        if (comesToSite) {
            register(later, person.start() == Start.STORE ? "store-leaflet" : "web", List.of());
            if (person.start() == Start.STORE && chance.percent(60)) {
                linkCard(later.plus(chance.hours(0, 72)));
            }
        }
        if (memberSince != null && chance.percent(knobs.lineShare())) {
            addLine(memberSince.plus(chance.days(0, 120)));
        }
    }

    /** Shows the store card in the app while logged in: the one proof that card and member are one person. */
    private void linkCard(Instant at) {
        diary.note(
                "app",
                at,
                List.of(
                        person.member(),
                        Identifier.verified(
                                person.card().scheme(), person.card().value())),
                new EventBody.Custom("card-linked", Initiator.CUSTOMER, Map.of()));
    }

    private void addLine(Instant at) {
        lineFriendSince = at;
        diary.note("line", at, List.of(person.lineUser()), new EventBody.ChannelUnblocked("line"));
        diary.state(new Statement(at, person.lineUser(), "line", true, "line-friend", "webhook log"));
        if (chance.percent(knobs.linkedLineShare())) {
            diary.note(
                    "line",
                    at.plus(chance.minutes(2, 600)),
                    List.of(person.member(), person.lineUser()),
                    new EventBody.Custom("line-linked", Initiator.CUSTOMER, Map.of()));
        }
        if (chance.percent(9)) {
            Instant blocked = at.plus(chance.days(10, 250));
            diary.note("line", blocked, List.of(person.lineUser()), new EventBody.ChannelBlocked("line"));
        }
    }

    // ------------------------------------------------------------------ shopping

    private void shop(Instant met) {
        if (memberSince != null && chance.percent(6)) {
            orders.subscribe(memberSince.plus(chance.days(1, 90)));
        }
        Instant at = firstPurchase(met);
        Instant fadesAt = met.plus(chance.days(90, 260));
        boolean comesBack = chance.percent(33);
        Instant previous = met;
        while (at.isBefore(diary.end())) {
            browse(previous, at);
            buy(at);
            previous = at;
            at = daytime(at.plus(chance.days(person.persona().shortestGap, person.persona().longestGap)));
            if (person.persona() == Persona.FADING && at.isAfter(fadesAt)) {
                if (!comesBack) {
                    return;
                }
                comesBack = false;
                fadesAt = Instant.MAX;
                at = daytime(at.plus(chance.days(120, 200)));
            }
        }
    }

    private Instant firstPurchase(Instant met) {
        return switch (person.start()) {
            case MALL -> met;
            case STORE -> openingHours(met).plus(Duration.ofMinutes(15));
            case EC -> chance.percent(65) ? met.plus(chance.minutes(5, 90)) : daytime(met.plus(chance.days(1, 25)));
            case PROSPECT -> memberSince == null ? Instant.MAX : memberSince.plus(chance.minutes(5, 90));
        };
    }

    private void buy(Instant at) {
        if (isMember(at) && (person.start() != Start.STORE || chance.percent(50))) {
            look(at.minus(chance.minutes(5, 40)), chance.between(1, 4));
            orders.onSite(at);
        } else if (person.start() == Start.MALL) {
            orders.atMall(at);
        } else {
            Instant opening = openingHours(at);
            diary.note("pos", opening.minusSeconds(600), List.of(person.card()), new EventBody.StoreVisited(store));
            orders.inStore(opening, store);
        }
    }

    /** Visits between two purchases that lead to nothing: members and prospects only. */
    private void browse(Instant from, Instant to) {
        boolean recognised = memberSince != null || person.start() == Start.PROSPECT;
        long days = Duration.between(from, to.isBefore(diary.end()) ? to : diary.end())
                .toDays();
        for (long month = 0; recognised && month < Math.min(4, days / 30); month++) {
            if (chance.percent(person.persona() == Persona.BROWSER ? 90 : 35)) {
                look(daytime(from.plus(Duration.ofDays(month * 30)).plus(chance.days(1, 29))), chance.between(1, 5));
            }
        }
        if (lineFriendSince != null && chance.percent(10)) {
            orders.ask(lineFriendSince.plus(chance.days(1, 60)), person.lineUser());
        }
    }

    private void look(Instant at, int pages) {
        if (!isMember(at) && person.start() != Start.PROSPECT) {
            return; // nobody knows whose visit it is
        }
        List<Identifier> who =
                isMember(at) ? List.of(person.member()) : List.of(person.verifiedMail(), person.cookie());
        diary.note("ec", at, who, new EventBody.VisitStarted("ec", chance.oneOf(MEDIA), ""));
        for (int page = 0; page < pages; page++) {
            Product product = chance.oneOf(Assortment.all());
            Instant viewed = at.plusSeconds(30L + page * 45L);
            diary.note("ec", viewed, who, new EventBody.ProductViewed(product.sku(), product.category()));
            if (chance.percent(6)) {
                diary.note(
                        "ec",
                        viewed.plusSeconds(15),
                        who,
                        new EventBody.ProductFavourited(product.sku(), product.category()));
            }
        }
    }

    private boolean isMember(Instant at) {
        return memberSince != null && !at.isBefore(memberSince);
    }

    private Instant daytime(Instant day) {
        return diary.atDaytime(day, chance.between(7, 23), chance.between(0, 59));
    }

    private Instant openingHours(Instant day) {
        return diary.atDaytime(day, chance.between(10, 19), chance.between(10, 59));
    }
}
