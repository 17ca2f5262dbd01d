package dev.sockeye.server;

/**
 * A model that exists and can not be had here: it is not there yet, or this machine has not what it
 * needs. No other model takes its place in silence.
 */
public final class UnsupportedModelException extends UnsupportedOperationException {
    private static final long serialVersionUID = 1;

    private final String model;
    private final String why;

    UnsupportedModelException(Model model, String why) {
        super("model " + model + ": " + why);
        this.model = model.toString();
        this.why = why;
    }

    /**
     * The model that was asked for.
     *
     * @return the model
     */
    public Model model() {
        return Model.parse(model);
    }

    /**
     * The reason alone.
     *
     * @return in words: what this machine or this version lacks
     */
    public String why() {
        return why;
    }
}
