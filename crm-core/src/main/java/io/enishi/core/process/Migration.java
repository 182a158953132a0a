package io.enishi.core.process;

/**
 * How running instances of one definition of a journey go on under another. Pure; for a runtime to ask about every running instance,
 * first to count and then to move.
 *
 * @param <S> the state of an instance
 */
public interface Migration<S> {

    /** Name of the journey, the same for both definitions. */
    String journey();

    /** The definition that instances leave. */
    String fromHash();

    /** The definition that they come to. */
    String toHash();

    /**
     * The first decision of an instance under the new definition. Its first trace line says, in {@code where} and {@code text}, where
     * the instance stood and where it stands now, or why it ends.
     *
     * @param view as the new definition sees the customer
     */
    Decision<S> migrate(InstanceKey key, S state, CustomerView view);
}
