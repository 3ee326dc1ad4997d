package dev.trellis.bench.stock;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.job.api.AcquiredExternalWorkerJob;

/**
 * Stock Flowable with its own external-worker jobs, through the Java API: async executor on with a pool for two cores, default
 * history, batches of fifty, an index on the topic, jobs not exclusive (two ready jobs of one instance would make a whole acquire
 * fail).
 */
public final class StockWorkers implements AutoCloseable {
    private static final int BATCH = 50;
    /** Threads that advance instances after completions; more only wait on two cores. */
    private static final int POOL = 4;

    private static final Duration LOCK = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(20);

    private final ProcessEngine engine;
    private final String topic;

    /** @param bpmn a process whose external-worker tasks all have this topic */
    public StockWorkers(String url, String user, String password, String bpmn, String topic) {
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setJdbcUrl(url);
        configuration.setJdbcUsername(user);
        configuration.setJdbcPassword(password);
        configuration.setJdbcDriver("org.postgresql.Driver");
        configuration.setJdbcMaxActiveConnections(40);
        configuration.setJdbcMaxIdleConnections(20);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setAsyncExecutorActivate(true);
        configuration.setAsyncExecutorCorePoolSize(POOL);
        configuration.setAsyncExecutorMaxPoolSize(POOL);
        configuration.setAsyncExecutorThreadPoolQueueSize(2_048);
        configuration.setAsyncExecutorMaxAsyncJobsDuePerAcquisition(64);
        configuration.setAsyncExecutorDefaultAsyncJobAcquireWaitTime(200);
        this.engine = configuration.buildProcessEngine();
        this.topic = topic;
        var unused = engine.getRepositoryService()
                .createDeployment()
                .addString("bench.bpmn20.xml", bpmn)
                .deploy();
        indexTopics(url, user, password);
    }

    /** Acquisition asks by topic and the stock schema has no index for it: without one every poll reads all jobs. */
    private static void indexTopics(String url, String user, String password) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute("create index if not exists bench_topic on act_ru_external_job (handler_cfg_)");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot index the topics", e);
        }
    }

    /** Lets the engine's own threads rest; a run wakes them and lets them rest again. */
    public void pause() {
        engine.getProcessEngineConfiguration().getAsyncExecutor().shutdown();
    }

    /** Starts instances, completes all their tasks with some workers, and returns the seconds until all had ended. */
    public double run(String process, int instances, int tasks, int workers) {
        var executor = engine.getProcessEngineConfiguration().getAsyncExecutor();
        boolean rested = !executor.isActive();
        if (rested) {
            executor.start();
        }
        double seconds = measured(process, instances, tasks, workers);
        if (rested) {
            executor.shutdown();
        }
        return seconds;
    }

    private double measured(String process, int instances, int tasks, int workers) {
        long began = System.nanoTime();
        AtomicInteger left = new AtomicInteger(tasks);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(workers + 1)) {
            running.add(CompletableFuture.runAsync(() -> start(process, instances), threads));
            for (int i = 0; i < workers; i++) {
                String worker = "worker-" + i;
                running.add(CompletableFuture.runAsync(() -> work(worker, left), threads));
            }
            running.forEach(CompletableFuture::join);
        }
        awaitEnd(process);
        return (System.nanoTime() - began) / 1e9;
    }

    private void start(String process, int instances) {
        for (int i = 0; i < instances; i++) {
            var unused = engine.getRuntimeService().startProcessInstanceByKey(process);
        }
    }

    private void work(String worker, AtomicInteger left) {
        while (left.get() > 0) {
            List<AcquiredExternalWorkerJob> jobs = engine.getManagementService()
                    .createExternalWorkerJobAcquireBuilder()
                    .topic(topic, LOCK)
                    .acquireAndLock(BATCH, worker);
            if (jobs.isEmpty()) {
                LockSupport.parkNanos(POLL.toNanos());
            }
            for (AcquiredExternalWorkerJob job : jobs) {
                engine.getManagementService()
                        .createExternalWorkerCompletionBuilder(job.getId(), worker)
                        .complete();
                var unused = left.decrementAndGet();
            }
        }
    }

    /** A completion only queues a job, so instances end after the last one. */
    private void awaitEnd(String process) {
        while (engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processDefinitionKey(process)
                        .count()
                > 0) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
