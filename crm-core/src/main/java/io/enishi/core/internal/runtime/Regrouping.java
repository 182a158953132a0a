package io.enishi.core.internal.runtime;

import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges and separates customers until they are the resolver's people, in one commit over all whom it concerns. Only the set of origins
 * changes; no event moves.
 */
final class Regrouping {

    private static final Logger LOG = LoggerFactory.getLogger(Regrouping.class);
    /** Neighbourhoods in one commit at most: each holds the locks of everybody in it meanwhile. */
    private static final int MAX_TOGETHER = 100;

    private final Engine engine;
    private final IdentityResolver resolver;
    private final Neighbourhoods neighbourhoods;
    private final ReviewQueue reviews;

    Regrouping(Engine engine, IdentityResolver resolver, Neighbourhoods neighbourhoods, ReviewQueue reviews) {
        this.engine = engine;
        this.resolver = resolver;
        this.neighbourhoods = neighbourhoods;
        this.reviews = reviews;
    }

    /** How many customers became fewer or more, and what is left for a person to decide. */
    record Outcome(int merged, int separated, List<Review> openReviews) {}

    /**
     * Regroups the neighbourhood of some origins.
     *
     * @param then events to take in by the customer of the change's origin, in the same commit; null for none
     */
    Outcome regroup(Set<OriginId> around, EvidenceChange change, long now, @Nullable Incoming then) {
        for (int round = 0; round < Commits.MAX_ATTEMPTS; round++) {
            Set<CustomerId> labels = neighbourhoods.gather(around, change).labels();
            if (change.origin() != null
                    && engine.store.customerOf(change.origin()).isEmpty()) {
                labels.add(new CustomerId(change.origin()));
            }
            engine.stripes.lockAll(labels);
            try {
                if (then != null && engine.admission.refuseErased(null, then)) {
                    return new Outcome(0, 0, List.of());
                }
                Neighbourhood found = neighbourhoods.gather(around, change);
                if (found.torn || !labels.containsAll(found.labels())) {
                    continue; // somebody joined while we waited: the locks do not cover them
                }
                RegroupAttempt attempt = new RegroupAttempt(engine, resolver, reviews, found, change, now, then);
                Outcome outcome = attempt.isDecided(around) && isCommitted(List.of(attempt)) ? attempt.outcome() : null;
                if (outcome != null) {
                    return outcome;
                }
                engine.meters.count("commits.lost", "regroup", 1);
            } finally {
                engine.stripes.unlockAll(labels);
            }
        }
        throw new IllegalStateException("the neighbourhood kept changing; a tie is shared too widely");
    }

    /** The neighbourhood of some origins, with new facts about it, to be regrouped beside others. */
    record Question(Set<OriginId> around, EvidenceChange change, long now) {}

    /**
     * Regroups one neighbourhood after the other. Those that have nobody in common are one commit where the store is quicker that way; if
     * that is lost, or something throws, they are regrouped one by one.
     */
    List<Outcome> regroupAll(List<Question> questions) {
        if (!engine.store.prefersLargeCommits() || questions.size() < 2) {
            return questions.stream().map(this::regroup).toList();
        }
        List<Outcome> outcomes = new ArrayList<>(questions.size());
        Map<Question, Set<CustomerId>> together = new LinkedHashMap<>();
        Set<CustomerId> concerned = new HashSet<>();
        for (Question question : questions) {
            Set<CustomerId> labels = labels(question);
            if (together.size() == MAX_TOGETHER || !Collections.disjoint(concerned, labels)) {
                outcomes.addAll(regroup(together));
                together.clear();
                concerned.clear();
                labels = labels(question);
            }
            together.put(question, labels);
            concerned.addAll(labels);
        }
        outcomes.addAll(regroup(together));
        return outcomes;
    }

    private Set<CustomerId> labels(Question question) {
        return neighbourhoods.gather(question.around(), question.change()).labels();
    }

    private Outcome regroup(Question question) {
        return regroup(question.around(), question.change(), question.now(), null);
    }

    /** @param questions with those whom each concerns, who are no one else's */
    private List<Outcome> regroup(Map<Question, Set<CustomerId>> questions) {
        List<RegroupAttempt> done = questions.size() > 1 ? attempt(questions) : List.of();
        return done.isEmpty()
                ? questions.keySet().stream().map(this::regroup).toList()
                : done.stream()
                        .map(one -> Objects.requireNonNull(one.outcome()))
                        .toList();
    }

    /** What was committed together; none when that did not come about, and nothing changed. What throws is found out one by one. */
    private List<RegroupAttempt> attempt(Map<Question, Set<CustomerId>> questions) {
        Set<CustomerId> all = new HashSet<>();
        questions.values().forEach(all::addAll);
        List<RegroupAttempt> attempts = new ArrayList<>(questions.size());
        engine.stripes.lockAll(all);
        try {
            for (Map.Entry<Question, Set<CustomerId>> each : questions.entrySet()) {
                Question question = each.getKey();
                Neighbourhood found = neighbourhoods.gather(question.around(), question.change());
                RegroupAttempt attempt =
                        new RegroupAttempt(engine, resolver, reviews, found, question.change(), question.now(), null);
                if (found.torn
                        || !each.getValue().containsAll(found.labels())
                        || !attempt.isDecided(question.around())) {
                    attempts.forEach(decided -> decided.publish(false));
                    return List.of();
                }
                attempts.add(attempt);
            }
            return isCommitted(attempts) ? attempts : List.of();
        } catch (RuntimeException thrown) {
            attempts.forEach(decided -> decided.publish(false));
            Engine.endTurn(thrown);
            LOG.debug("{} neighbourhoods could not be regrouped together", questions.size(), thrown);
            return List.of();
        } finally {
            engine.stripes.unlockAll(all);
        }
    }

    /** Commits what was decided in several attempts as one; publishes it, or lets go of it when the commit is lost. */
    private boolean isCommitted(List<RegroupAttempt> attempts) {
        boolean done = false;
        try {
            List<Commit> commits = attempts.stream()
                    .filter(attempt -> !attempt.isIdle())
                    .map(RegroupAttempt::commit)
                    .toList();
            done = commits.isEmpty() || engine.commits.commit(together(commits)) == CommitResult.COMMITTED;
            return done;
        } finally {
            for (RegroupAttempt attempt : attempts) {
                attempt.publish(done);
            }
        }
    }

    private static Commit together(List<Commit> commits) {
        return new Commit(
                all(commits, Commit::customers),
                all(commits, Commit::customerChecks),
                all(commits, Commit::ledgerChecks),
                all(commits, Commit::suppressionChecks),
                all(commits, Commit::statements),
                all(commits, Commit::judgements),
                all(commits, Commit::aliases),
                Set.of(),
                all(commits, Commit::decisions));
    }

    private static <T> List<T> all(List<Commit> commits, Function<Commit, List<T>> part) {
        return commits.stream().flatMap(commit -> part.apply(commit).stream()).toList();
    }
}
