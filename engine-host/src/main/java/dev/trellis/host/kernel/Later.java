package dev.trellis.host.kernel;

/** An action that is known only after those who call it are built; nothing until then. */
final class Later implements Runnable {
    private volatile Runnable action = () -> {};

    void set(Runnable known) {
        action = known;
    }

    @Override
    public void run() {
        action.run();
    }
}
