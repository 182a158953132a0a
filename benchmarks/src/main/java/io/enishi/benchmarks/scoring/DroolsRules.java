package io.enishi.benchmarks.scoring;

import io.enishi.core.event.EventBody;
import java.util.List;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;

/** The rules of {@link RuleTable} as Drools reads them, and what they read of an event. */
final class DroolsRules {

    /** What becomes of a rule's points. */
    enum Kind {
        PLAIN,
        DAILY,
        HALVING
    }

    /**
     * One rule.
     *
     * @param place its place among those of its type, as in {@link RuleTable}
     * @param test constraints on a fact that has a type, a detail and an amount
     * @param most how often a day it counts; 0 for always
     */
    record Rule(int number, int place, String test, Kind kind, int points, int most) {}

    static final List<Rule> ALL = List.of(
            rule(0, 0, "product.viewed", "detail == \"printer\"", Kind.DAILY, 1, 5),
            rule(1, 1, "product.viewed", "detail == \"ink\"", Kind.DAILY, 2, 3),
            rule(2, 2, "product.viewed", "", Kind.HALVING, 1, 0),
            rule(3, 0, "message.opened", "detail == \"mail\"", Kind.DAILY, 7, 3),
            rule(4, 1, "message.opened", "detail == \"line\"", Kind.HALVING, 2, 0),
            rule(5, 0, "message.tapped", "", Kind.PLAIN, 9, 0),
            rule(6, 1, "message.tapped", "", Kind.HALVING, 5, 0),
            rule(7, 0, "cart.changed", "", Kind.DAILY, 4, 2),
            rule(8, 0, "order.placed", "", Kind.PLAIN, 30, 0),
            rule(9, 1, "order.placed", "amount >= 10000", Kind.PLAIN, 20, 0),
            rule(10, 2, "order.placed", "amount >= 30000", Kind.PLAIN, 50, 0),
            rule(11, 3, "order.placed", "", Kind.HALVING, 40, 0),
            rule(12, 4, "order.placed", "amount >= 5000", Kind.HALVING, 10, 0),
            rule(13, 0, "product.favourited", "", Kind.PLAIN, 3, 0),
            rule(14, 0, "store.visited", "", Kind.DAILY, 6, 1),
            rule(15, 1, "store.visited", "", Kind.PLAIN, 1, 0),
            rule(16, 0, "review.posted", "amount >= 4", Kind.PLAIN, 12, 0),
            rule(17, 1, "review.posted", "amount < 2", Kind.PLAIN, -6, 0),
            rule(18, 0, "customer.registered", "", Kind.PLAIN, 5, 0),
            rule(19, 0, "newsletter.unsubscribed", "", Kind.PLAIN, -40, 0));

    private DroolsRules() {}

    private static Rule rule(int number, int place, String type, String test, Kind kind, int points, int most) {
        return new Rule(
                number, place, "type == \"" + type + '"' + (test.isEmpty() ? "" : ", " + test), kind, points, most);
    }

    /**
     * What the rules see of an event.
     *
     * @param detail category or channel
     * @param amount amount or rating
     */
    record Reading(String type, String detail, long amount) {

        static Reading of(String type, EventBody body) {
            if (body instanceof EventBody.ProductViewed viewed) {
                return new Reading(type, viewed.category(), 0);
            }
            if (body instanceof EventBody.MessageEvent message) {
                return new Reading(type, message.channel(), 0);
            }
            if (body instanceof EventBody.OrderPlaced placed) {
                return new Reading(type, "", placed.order().goodsTotal().minorUnits());
            }
            return new Reading(type, "", body instanceof EventBody.ReviewPosted review ? review.rating() : 0);
        }
    }

    /** Compiles rules with Drools' executable model. */
    static KieBase compiled(String drl) {
        KieServices services = KieServices.get();
        KieFileSystem files = services.newKieFileSystem();
        files.write("src/main/resources/io/enishi/benchmarks/scoring/rules/points.drl", drl);
        KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException(
                    "the rules must compile: " + builder.getResults().getMessages());
        }
        return services.newKieContainer(services.getRepository().getDefaultReleaseId())
                .getKieBase();
    }
}
