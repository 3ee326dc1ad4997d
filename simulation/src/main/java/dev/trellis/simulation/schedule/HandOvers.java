package dev.trellis.simulation.schedule;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Coroutines by threads of which one runs at a time: slow, and needing nothing of the JDK that is not for everyone. */
final class HandOvers implements Coroutines {
    private volatile @Nullable HandedOver running;

    @Override
    public Coroutine create(Runnable body) {
        return new HandedOver(body);
    }

    @Override
    public void pause() {
        HandedOver pausing = running;
        if (pausing != null) {
            pausing.giveBack();
        }
    }

    private final class HandedOver implements Coroutine {
        private final Semaphore go = new Semaphore(0);
        private final Semaphore back = new Semaphore(0);
        private final Runnable body;
        private boolean begun;
        private boolean ended;
        private boolean abandoned;

        HandedOver(Runnable body) {
            this.body = body;
        }

        @Override
        public void resume() {
            if (!begun) {
                begun = true;
                var unused = Thread.ofVirtual().start(this::live);
            }
            running = this;
            go.release();
            back.acquireUninterruptibly();
        }

        private void live() {
            go.acquireUninterruptibly();
            try {
                body.run();
            } catch (Abandoned unwound) {
                abandoned = true;
            } finally {
                ended = true;
                back.release();
            }
        }

        void giveBack() {
            back.release();
            go.acquireUninterruptibly();
            if (abandoned) {
                throw new Abandoned();
            }
        }

        @Override
        public void abandon() {
            if (begun && !ended) {
                abandoned = true;
                resume();
            }
        }
    }
}
