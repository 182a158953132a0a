package io.enishi.core.condition;

import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.spelling.ConditionTree;
import io.enishi.core.value.DefinitionException;

/**
 * Conditions as YAML and JSON, lossless both ways: reading what was written gives an equal condition.
 *
 * <pre>{@code
 * all:
 *   - count: orders                    # a selection: orders (without cancelled and refunded ones), actions, events,
 *     where: {amount: {at-least: 30000}}   # a type such as order.delivered, or a list of types
 *     within: 90 days                  # or "3 months", "this year", {from: ..., to: ...}; left out: ever
 *     at-least: 2                      # at-most, more-than, less-than, exactly, other-than
 *   - distinct: local-day              # of a field; local-day is the day it happened on, in the customer's zone
 *     of: orders
 *     exactly: 1
 *   - sum: amount                      # average, min, max, distinct
 *     of: orders
 *     at-least: 100000                 # money in minor units
 *   - without: actions
 *     lasting: 3 months                # a calendar length; "90 days" would be 90 times 24 hours
 *   - last: site                       # a field of the last (or first) event
 *     of: orders
 *     starts-with: "store:"            # is, in, present, or a comparison
 *   - days-since-last: order.delivered
 *     at-least: 14
 *   - overdue: orders                  # later than 1.5 times the customer's own median interval
 *     factor: 1.5
 *   - sequence:
 *       - complaint.received
 *       - event: review.posted
 *         where: {rating: {at-least: 4}}
 *         within: 30 days
 *       - event: orders
 *         different: product           # from the step before, or as-step: 0
 *   - metric: engagement
 *     at-least: 50
 *   - not: {in-segment: vip}
 *   - any:
 *       - {attribute: gender, is: f}
 *       - {permitted: news, channel: mail}
 *       - {reachable: line}
 *       - {linked: line}                  # an identifier of that scheme or family
 *       - {known-to: ec}                  # an event of that source
 *       - {happening: order.placed}
 *       - {host: is-holiday, with: {country: jp}}
 * }</pre>
 */
public final class ConditionSpelling {

    private ConditionSpelling() {}

    /**
     * Reads YAML or JSON, whichever it is.
     *
     * @throws DefinitionException with everything that is wrong with it
     */
    public static Condition parse(String text) {
        return Document.parse(text).read(ConditionTree::read);
    }

    /** @throws DefinitionException with everything that is wrong with it */
    public static Condition parseYaml(String yaml) {
        return Document.parseYaml(yaml).read(ConditionTree::read);
    }

    /** @throws DefinitionException with everything that is wrong with it */
    public static Condition parseJson(String json) {
        return Document.parseJson(json).read(ConditionTree::read);
    }

    public static String toYaml(Condition condition) {
        return document(condition).toYaml();
    }

    public static String toJson(Condition condition) {
        return document(condition).toJson();
    }

    /** SHA-256 over the canonical JSON, as 64 hexadecimal digits: equal conditions have equal hashes. */
    public static String definitionHash(Condition condition) {
        return document(condition).definitionHash();
    }

    /** The condition in plain English, for diagrams and reports; nobody reads it back. */
    public static String inWords(Condition condition) {
        return Wording.of(condition);
    }

    /** The selection in plain English: {@code orders with amount >= 30000}. */
    public static String inWords(Selection selection) {
        return Wording.of(selection);
    }

    private static Document document(Condition condition) {
        return Document.of(ConditionTree.write(condition));
    }
}
