package dev.trellis.infra.knative;

import dev.trellis.contract.port.MessageQueues.Received;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one queue that wait in this process, each with the broker's open request behind it. How often a message was delivered is
 * what this process has seen; a broker does not say. Safe for use by several threads.
 */
final class Letterbox {
    private static final int MOST = 1_000;
    private static final int REMEMBERED = 10_000;

    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private final Map<String, Delivery> taken = new HashMap<>();
    private final Map<String, Integer> deliveries = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    private long last;

    /** @param patience how long a delivery waits to be taken */
    Letterbox(Duration patience) {
        this.patience = patience;
    }

    /** An open request of the broker; open until {@code accepted} is known. */
    private static final class Delivery {
        private final Letter letter;
        private final int count;
        private final String receipt;
        private final Condition changed;
        private long until;
        private @Nullable Boolean accepted;

        Delivery(Letter letter, int count, String receipt, Condition changed) {
            this.letter = letter;
            this.count = count;
            this.receipt = receipt;
            this.changed = changed;
        }

        Received received() {
            return new Received(letter.id(), letter.body(), receipt, count);
        }
    }

    /**
     * Holds a delivery until it is settled.
     *
     * @return whether the broker may forget the message; otherwise it has to come again
     */
    boolean deliver(Letter letter) {
        lock.lock();
        try {
            if (size() >= MOST) {
                return false;
            }
            int count = deliveries.merge(letter.id(), 1, Integer::sum);
            Delivery delivery = new Delivery(letter, count, letter.id() + "/" + ++last, lock.newCondition());
            delivery.until = System.nanoTime() + patience.toNanos();
            waiting.add(delivery);
            arrived.signal();
            return settled(delivery);
        } finally {
            lock.unlock();
        }
    }

    private boolean settled(Delivery delivery) {
        while (delivery.accepted == null) {
            long left = delivery.until - System.nanoTime();
            if (left <= 0 || !await(delivery.changed, left)) {
                settle(delivery, false);
            }
        }
        return delivery.accepted;
    }

    /** False when the thread was asked to end. */
    private static boolean await(Condition condition, long nanos) {
        try {
            long unused = condition.awaitNanos(nanos);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void settle(Delivery delivery, boolean accepted) {
        if (!waiting.remove(delivery)) {
            taken.remove(delivery.receipt);
        }
        if (accepted) {
            deliveries.remove(delivery.letter.id());
        }
        delivery.accepted = accepted;
        delivery.changed.signal();
    }

    List<Received> receive(int max, Duration wait, Duration visibility) {
        long end = System.nanoTime() + wait.toNanos();
        lock.lock();
        try {
            while (waiting.isEmpty()) {
                long left = end - System.nanoTime();
                if (left <= 0 || !await(arrived, left)) {
                    return List.of();
                }
            }
            List<Received> received = new ArrayList<>();
            while (received.size() < max && !waiting.isEmpty()) {
                Delivery delivery = waiting.remove();
                delivery.until = System.nanoTime() + visibility.toNanos();
                delivery.changed.signal();
                taken.put(delivery.receipt, delivery);
                received.add(delivery.received());
            }
            return received;
        } finally {
            lock.unlock();
        }
    }

    void delete(String receipt) {
        change(receipt, delivery -> settle(delivery, true));
    }

    /** Keeps the broker's request open for this long; zero gives the message back at once. */
    void hide(String receipt, Duration visibility) {
        change(receipt, delivery -> {
            delivery.until = System.nanoTime() + visibility.toNanos();
            if (visibility.isZero()) {
                settle(delivery, false);
            }
            delivery.changed.signal();
        });
    }

    private void change(String receipt, Consumer<Delivery> change) {
        lock.lock();
        try {
            Delivery delivery = taken.get(receipt);
            if (delivery != null) {
                change.accept(delivery);
            }
        } finally {
            lock.unlock();
        }
    }

    void giveAllBack() {
        lock.lock();
        try {
            List<Delivery> all = new ArrayList<>(waiting);
            all.addAll(taken.values());
            all.forEach(delivery -> settle(delivery, false));
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size() + taken.size();
        } finally {
            lock.unlock();
        }
    }
}
