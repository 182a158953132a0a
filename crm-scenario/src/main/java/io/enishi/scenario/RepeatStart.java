package io.enishi.scenario;

/** Begins a repeat: the rounds count anew. */
final class RepeatStart extends Node {
    private final RepeatRound round;

    RepeatStart(String name, RepeatRound round) {
        super(name, round, false);
        this.round = round;
    }

    @Override
    Node arrive(Run run) {
        run.state.memoryOf(round).restart();
        return round;
    }
}
