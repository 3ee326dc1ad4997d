package dev.trellis.host.flowable;

import java.io.Reader;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.ibatis.builder.xml.XMLConfigBuilder;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.flowable.common.engine.impl.db.DbSqlSessionFactory;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.engine.impl.variable.ParallelMultiInstanceLoopVariableType;
import org.flowable.validation.ProcessValidator;
import org.flowable.validation.ProcessValidatorFactory;
import org.flowable.validation.validator.impl.SendTaskValidator;
import org.flowable.variable.api.types.VariableType;
import org.flowable.variable.api.types.VariableTypes;
import org.flowable.variable.service.VariableServiceConfiguration;
import org.flowable.variable.service.impl.types.BooleanType;
import org.flowable.variable.service.impl.types.DefaultVariableTypes;
import org.flowable.variable.service.impl.types.DoubleType;
import org.flowable.variable.service.impl.types.IntegerType;
import org.flowable.variable.service.impl.types.LongStringType;
import org.flowable.variable.service.impl.types.LongType;
import org.flowable.variable.service.impl.types.NullType;
import org.flowable.variable.service.impl.types.StringType;

/** The engine as the kernel wants it: small, without code of its own, and fast at noticing timers. */
final class TrellisEngineConfiguration extends StandaloneProcessEngineConfiguration {
    private static final int TIMER_JOBS_AT_ONCE = 50;
    private static final Duration JOB_LOCK = Duration.ofSeconds(30);

    private final KernelHooks hooks;

    TrellisEngineConfiguration(EngineSettings settings, KernelHooks hooks) {
        this.hooks = hooks;
        setDataSource(settings.dataSource());
        setDatabaseSchemaUpdate(DB_SCHEMA_UPDATE_TRUE);
        setIdGenerator(settings.ids()::get);
        withoutExtras();
        withKernelParts();
        withTimers(settings);
    }

    KernelHooks hooks() {
        return hooks;
    }

    @Override
    public DbSqlSessionFactory createDbSqlSessionFactory() {
        return new KernelSessions(usePrefixId);
    }

    /** As the stock one, but with statements that remember what they have parsed. */
    @Override
    public Configuration initMybatisConfiguration(Environment environment, Reader reader, Properties properties) {
        XMLConfigBuilder parser = new XMLConfigBuilder(RememberingScripts.Remembering.class, reader, "", properties);
        Configuration configuration = parser.getConfiguration();
        configuration.setDatabaseId(databaseType);
        configuration.setEnvironment(environment);
        initMybatisTypeHandlers(configuration);
        initCustomMybatisInterceptors(configuration);
        return parseMybatisConfiguration(parser);
    }

    private void withoutExtras() {
        setHistoryLevel(HistoryLevel.NONE);
        setDisableIdmEngine(true);
        setDisableEventRegistry(true);
        setEnableEventDispatcher(false);
        setEnableDatabaseEventLogging(false);
        setEnableEntityLinks(false);
        setEnableProcessDefinitionHistoryLevel(false);
        setCreateDiagramOnDeploy(false);
        setEnableConfiguratorServiceLoader(false);
        // Siblings of a loop are applied under a lock of their instance, so a job for the join is a detour.
        setParallelMultiInstanceAsyncLeave(false);
    }

    private void withKernelParts() {
        setEnableSafeBpmnXml(true);
        setExpressionManager(new PureExpressions());
        setScriptEngine(new RefusedScripts());
        setActivityBehaviorFactory(new KernelBehaviors(hooks));
        setStartProcessInstanceInterceptor(new StartedCalls(hooks));
        setCreateUserTaskInterceptor(new AskedPeople(hooks));
        setPreBpmnParseHandlers(List.of(new CompensationBoundaries()));
        setCustomDefaultBpmnParseHandlers(List.of(new SendTasks(hooks), new CompensationEnds(hooks)));
        setProcessValidator(validator());
        setVariableAggregator(new GatheredVariables());
    }

    /** The engine's checks but the one that refuses external send tasks. */
    private static ProcessValidator validator() {
        ProcessValidator validator = new ProcessValidatorFactory().createDefaultProcessValidator();
        validator.getValidatorSets().forEach(set -> set.removeValidator(SendTaskValidator.class));
        return validator;
    }

    private void withTimers(EngineSettings settings) {
        int wait = (int) settings.timerWait().toMillis();
        int lock = (int) JOB_LOCK.toMillis();
        setAsyncExecutorActivate(settings.timers());
        setAsyncExecutorCorePoolSize(settings.timerThreads());
        setAsyncExecutorMaxPoolSize(settings.timerThreads());
        setAsyncExecutorDefaultTimerJobAcquireWaitTime(wait);
        setAsyncExecutorDefaultAsyncJobAcquireWaitTime(wait);
        setAsyncExecutorDefaultQueueSizeFullWaitTime(wait);
        setAsyncExecutorMaxTimerJobsPerAcquisition(TIMER_JOBS_AT_ONCE);
        setAsyncExecutorTimerLockTimeInMillis(lock);
        setAsyncExecutorAsyncJobLockTimeInMillis(lock);
        setAsyncExecutorResetExpiredJobsInterval(lock / 2);
        setAsyncFailedJobWaitTime(2);
        setDefaultFailedJobWaitTime(2);
    }

    @Override
    public void initEntityManagers() {
        setExecutionEntityManager(new KernelExecutions(this, executionDataManager, hooks));
        setActivityInstanceEntityManager(new NoActivityHistory(this, activityInstanceDataManager));
        super.initEntityManagers();
    }

    @Override
    protected VariableServiceConfiguration instantiateVariableServiceConfiguration() {
        VariableServiceConfiguration variables = super.instantiateVariableServiceConfiguration();
        variables.setVariableInstanceDataManager(new KernelVariables(variables));
        return variables;
    }

    @Override
    public void initVariableTypes() {
        VariableTypes types = new DefaultVariableTypes();
        List<VariableType> known = List.of(
                new NullType(),
                new JsonValueType(),
                new StringType(getMaxLengthString()),
                new LongStringType(getMaxLengthString() + 1),
                new BooleanType(),
                new IntegerType(),
                new LongType(),
                new DoubleType(),
                new ParallelMultiInstanceLoopVariableType(this));
        known.forEach(types::addType);
        // No type for Java objects: what is not one of these cannot become a variable.
        this.variableTypes = types;
    }
}
