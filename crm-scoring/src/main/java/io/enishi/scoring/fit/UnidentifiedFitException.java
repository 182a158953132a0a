package io.enishi.scoring.fit;

/** A model was demanded of data that do not determine one. */
public final class UnidentifiedFitException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final Fit.Reason reason;

    UnidentifiedFitException(Fit.Unidentified<?> fit) {
        super(fit.detail());
        this.reason = fit.reason();
    }

    public Fit.Reason reason() {
        return reason;
    }
}
