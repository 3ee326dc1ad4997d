package dev.trellis.simulation.port;

import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.infra.memory.MemoryExecutionStore;
import dev.trellis.simulation.mutation.Planted;
import dev.trellis.simulation.schedule.Chance;
import dev.trellis.simulation.schedule.OsProcess;
import dev.trellis.simulation.schedule.Scheduler;
import dev.trellis.simulation.schedule.Strand;
import dev.trellis.simulation.witness.Trace;
import dev.trellis.simulation.witness.Witness;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;

/** The simulated ports where nothing goes wrong, for threads that know nothing of strands. */
final class CalmPlace {
    private static final long STEP = 10;

    private final Chance chance = new Chance(1);
    private final Scheduler time = new Scheduler(chance);
    private final Weather weather = new Weather(chance);
    private final Witness witness = new Witness(new Trace(time, false));
    private final Interference interference = new Interference(time, weather, witness.trace());
    private final OsProcess process = new OsProcess("test");
    private final ReentrantLock lock = new ReentrantLock();
    final Network network = new Network(time, weather);

    CalmPlace() {
        weather.calmDown();
    }

    MessageQueues queues() {
        return onStrands(
                MessageQueues.class, new FlakyQueues(network, interference, weather, chance, Planted.NOTHING, witness));
    }

    ExecutionStore executions() {
        return onStrands(
                ExecutionStore.class,
                new FlakyStore(
                        new MutableStore(new MemoryExecutionStore(), Planted.NOTHING),
                        interference,
                        witness.executions()));
    }

    void elapse(Duration length) {
        time.runUntil(time.now() + length.toMillis());
    }

    private <T> T onStrands(Class<T> port, T simulated) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, given) -> {
                    CompletableFuture<Object> answer = new CompletableFuture<>();
                    lock.lock();
                    try {
                        Strand unused = time.spawn(process, () -> {
                            try {
                                answer.complete(method.invoke(simulated, given));
                            } catch (InvocationTargetException failed) {
                                answer.completeExceptionally(failed.getCause());
                            } catch (IllegalAccessException impossible) {
                                answer.completeExceptionally(impossible);
                            }
                        });
                        while (!answer.isDone()) {
                            elapse(Duration.ofMillis(STEP));
                        }
                        return answer.join();
                    } catch (CompletionException failed) {
                        throw failed.getCause();
                    } finally {
                        lock.unlock();
                    }
                }));
    }
}
