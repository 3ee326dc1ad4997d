package dev.trellis.host.flowable;

import dev.trellis.host.db.Sql;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.flowable.common.engine.impl.interceptor.CommandContext;
import org.flowable.common.engine.impl.interceptor.CommandContextCloseListener;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.jdbi.v3.core.Handle;

/**
 * One transaction of the engine, in which the kernel's own tables are written too. Valid only until the work that it was
 * given to returns.
 */
public final class EngineTransaction {
    private static final String KEY = EngineTransaction.class.getName();

    private final Handle sql;
    private final ProcessEngineConfigurationImpl engine;
    private final KernelHooks hooks;
    private final Set<String> gone = new LinkedHashSet<>();
    private final Map<Class<?>, Object> own = new LinkedHashMap<>();
    private final Set<Consumer<EngineTransaction>> beforeCommit = new LinkedHashSet<>();
    private final Set<Runnable> afterCommit = new LinkedHashSet<>();
    private final Set<Runnable> afterRollback = new LinkedHashSet<>();
    private final Causes causes = new Causes();
    private boolean led;

    private EngineTransaction(Handle sql, ProcessEngineConfigurationImpl engine, KernelHooks hooks) {
        this.sql = sql;
        this.engine = engine;
        this.hooks = hooks;
    }

    /** The transaction of a running command of the engine. */
    static EngineTransaction of(CommandContext command) {
        if (command.getAttribute(KEY) instanceof EngineTransaction open) {
            return open;
        }
        TrellisEngineConfiguration engine =
                (TrellisEngineConfiguration) CommandContextUtil.getProcessEngineConfiguration(command);
        Handle sql = Sql.on(
                CommandContextUtil.getDbSqlSession(command).getSqlSession().getConnection());
        EngineTransaction opened = new EngineTransaction(sql, engine, engine.hooks());
        command.addAttribute(KEY, opened);
        command.addCloseListener(opened.new TellBeforeCommit());
        return opened;
    }

    /** SQL on the connection of this transaction. */
    public Handle sql() {
        return sql;
    }

    /** What this transaction remembers of a kind. What is {@link Gathered} is written after all steps, before {@link #beforeCommit}. */
    public <T> T own(Class<T> kind, Supplier<T> nothing) {
        return kind.cast(own.computeIfAbsent(kind, unknown -> nothing.get()));
    }

    private void writeGathered() {
        own.values().forEach(known -> {
            if (known instanceof Gathered gathered) {
                gathered.write(this);
            }
        });
    }

    /**
     * Runs something as the last work of the transaction, and once only: all steps are written then, so that it may lock what it
     * likes as long as it does not wait for a lock.
     */
    public void beforeCommit(Consumer<EngineTransaction> action) {
        beforeCommit.add(action);
    }

    /** Runs something once the transaction has failed. */
    public void afterRollback(Runnable action) {
        afterRollback.add(action);
    }

    /** Runs something once the transaction is committed, and once only; never when it is rolled back. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    /** Which outcomes let the processes of this transaction go on. */
    public Causes causes() {
        return causes;
    }

    /** The running processes. */
    public ProcessRuns runs() {
        return new ProcessRuns(engine);
    }

    /** The places at which instances wait for the outcome of a task. */
    public WaitingPlaces waiting() {
        return new WaitingPlaces(engine);
    }

    /** The tasks for people. */
    public PeopleTasks people() {
        return new PeopleTasks(engine.getTaskService(), definitionId -> hooks.modelOf(definitionId, this));
    }

    /**
     * Tells the kernel at once which waiting places are gone, where a later decision depends on it.
     *
     * @return whether there were any
     */
    public boolean tellGone() {
        if (gone.isEmpty()) {
            return false;
        }
        Set<String> told = Set.copyOf(gone);
        gone.clear();
        hooks.executionsGone(told, this);
        return true;
    }

    private void tellTheRest() {
        boolean told = tellGone();
        while (told) {
            told = tellGone();
        }
    }

    /** Leaves what follows the commit to the caller, who then has no command of the engine around it. */
    void lead() {
        led = true;
    }

    void runAfterCommit() {
        afterCommit.forEach(Runnable::run);
    }

    void executionGone(String executionId) {
        gone.add(executionId);
    }

    private final class TellBeforeCommit implements CommandContextCloseListener {
        @Override
        public void closing(CommandContext command) {
            tellTheRest();
        }

        @Override
        public void afterSessionsFlush(CommandContext command) {
            writeGathered();
            beforeCommit.forEach(action -> action.accept(EngineTransaction.this));
        }

        @Override
        public void closed(CommandContext command) {
            if (!led) {
                runAfterCommit();
            }
        }

        @Override
        public void closeFailure(CommandContext command) {
            afterRollback.forEach(Runnable::run);
        }

        @Override
        public Integer order() {
            return 1;
        }

        @Override
        public boolean multipleAllowed() {
            return false;
        }
    }
}
