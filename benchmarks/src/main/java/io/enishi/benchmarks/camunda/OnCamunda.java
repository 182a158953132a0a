package io.enishi.benchmarks.camunda;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/**
 * The journey as a process, set up to be quick: no history, no metrics, and timers executed one by one as they are found, without the
 * acquiring and locking of its job executor.
 */
final class OnCamunda implements Contestant {

    private static final String PROCESS = "journey";
    private static final String OPENED = "opened";
    private static final int PAGE = 1_000;

    /** What the process calls to send; it is found by the name of its bean. */
    private final AtomicLong sent = new AtomicLong();

    private final ProcessEngine engine;

    OnCamunda(DataSource source, long now) {
        ClockUtil.setCurrentTime(Date.from(Instant.ofEpochMilli(now)));
        ProcessEngineConfigurationImpl configuration = new StandaloneProcessEngineConfiguration();
        configuration.setDataSource(source);
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_NONE);
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setTaskMetricsEnabled(false);
        configuration.setEnforceHistoryTimeToLive(false);
        configuration.setBeans(Map.of("send", (JavaDelegate) execution -> sent.incrementAndGet()));
        engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance("journey.bpmn", process())
                .deploy();
    }

    private static BpmnModelInstance process() {
        return Bpmn.createExecutableProcess(PROCESS)
                .startEvent()
                .serviceTask("hello")
                .camundaDelegateExpression("${send}")
                .eventBasedGateway()
                .id("opened-or-not")
                .intermediateCatchEvent()
                .message(OPENED)
                .serviceTask("thanks")
                .camundaDelegateExpression("${send}")
                .endEvent()
                .moveToNode("opened-or-not")
                .intermediateCatchEvent()
                .timerWithDuration("P3D")
                .serviceTask("reminder")
                .camundaDelegateExpression("${send}")
                .endEvent()
                .done();
    }

    private static String key(int person) {
        return "m-" + person;
    }

    @Override
    public void start(int person) {
        engine.getRuntimeService().startProcessInstanceByKey(PROCESS, key(person));
    }

    @Override
    public void opened(int person) {
        engine.getRuntimeService()
                .createMessageCorrelation(OPENED)
                .processInstanceBusinessKey(key(person))
                .correlate();
    }

    @Override
    public void timeOuts(long later) {
        ClockUtil.setCurrentTime(Date.from(Instant.ofEpochMilli(later)));
        while (true) {
            List<Job> due =
                    engine.getManagementService().createJobQuery().executable().listPage(0, PAGE);
            if (due.isEmpty()) {
                return;
            }
            due.forEach(job -> engine.getManagementService().executeJob(job.getId()));
        }
    }

    @Override
    public void deliver() {}

    @Override
    public long sent() {
        return sent.get();
    }

    @Override
    public long running() {
        return engine.getRuntimeService().createProcessInstanceQuery().count();
    }

    @Override
    public void close() {
        engine.close();
        ClockUtil.reset();
    }
}
