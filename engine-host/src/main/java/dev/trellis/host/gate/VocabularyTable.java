package dev.trellis.host.gate;

/**
 * The table of the allow-list.
 *
 * <p>A line of elements reads {@code names | parents | attribute=kind …}; a name in capitals is a group, {@code @name} a
 * group of attributes, {@code ext/x} the extension elements of x, and {@code #text} the element's text. What is not in
 * the table is refused: add to it only what the engine treats safely and the host gives a meaning.
 */
final class VocabularyTable {

    static final String GROUPS = """
            SCOPE = bpmn:process bpmn:subProcess
            TASK = bpmn:serviceTask bpmn:sendTask bpmn:userTask bpmn:businessRuleTask bpmn:receiveTask bpmn:manualTask bpmn:task
            ACTIVITY = TASK bpmn:callActivity bpmn:subProcess
            THROWING = bpmn:intermediateThrowEvent bpmn:endEvent
            CATCHING = bpmn:startEvent bpmn:intermediateCatchEvent bpmn:boundaryEvent
            EVENT = THROWING CATCHING
            GATEWAY = bpmn:exclusiveGateway bpmn:parallelGateway bpmn:inclusiveGateway bpmn:eventBasedGateway
            NODE = ACTIVITY EVENT GATEWAY
            ARTIFACT = bpmn:textAnnotation bpmn:association bpmn:group
            POOL = bpmn:collaboration bpmn:participant bpmn:laneSet bpmn:lane
            EXTENSIBLE = bpmn:process NODE bpmn:sequenceFlow bpmn:participant bpmn:lane bpmn:collaboration
            EXTERNAL = bpmn:serviceTask bpmn:sendTask
            CHARACTERISTICS = bpmn:multiInstanceLoopCharacteristics
            VALUE = camunda:inputParameter camunda:outputParameter camunda:entry camunda:list
            TIMING = bpmn:timeDate bpmn:timeDuration bpmn:timeCycle""";

    static final String ATTRIBUTES = """
            @base: id=id name=text camunda:modelerTemplate=plain camunda:modelerTemplateVersion=plain camunda:modelerTemplateIcon=plain
            @node: @base camunda:asyncBefore=bool camunda:asyncAfter=bool camunda:exclusive=bool flowable:async=bool flowable:asyncLeave=bool flowable:exclusive=bool flowable:asyncLeaveExclusive=bool
            @activity: @node default=ref isForCompensation=bool
            @external: @activity flowable:type=plain flowable:topic=text camunda:type=plain camunda:topic=text camunda:taskPriority=int flowable:doNotIncludeVariables=bool
            @colors: bioc:stroke=plain bioc:fill=plain color:background-color=plain color:border-color=plain color:color=plain""";

    static final String PROCESS = """
            bpmn:definitions | ROOT | id=id name=plain targetNamespace=plain exporter=plain exporterVersion=plain expressionLanguage=plain typeLanguage=plain xsi:schemaLocation=plain modeler:executionPlatform=plain modeler:executionPlatformVersion=plain camunda:diagramRelationId=plain
            bpmn:documentation | EXTENSIBLE | id=id textFormat=plain #text=text
            bpmn:extensionElements | EXTENSIBLE CHARACTERISTICS |
            bpmn:collaboration | bpmn:definitions | id=id name=plain isClosed=bool
            bpmn:participant | bpmn:collaboration | id=id name=plain processRef=ref
            bpmn:messageFlow | bpmn:collaboration | id=id name=plain sourceRef=ref targetRef=ref messageRef=ref
            bpmn:laneSet | SCOPE | id=id name=plain
            bpmn:childLaneSet | bpmn:lane | id=id name=plain
            bpmn:lane | bpmn:laneSet bpmn:childLaneSet | id=id name=plain
            bpmn:flowNodeRef | bpmn:lane | #text=ref
            bpmn:message | bpmn:definitions | id=id name=text
            bpmn:signal | bpmn:definitions | id=id name=text flowable:scope=plain
            bpmn:error | bpmn:definitions | id=id name=plain errorCode=plain camunda:errorMessage=plain
            bpmn:escalation | bpmn:definitions | id=id name=plain escalationCode=plain
            bpmn:category | bpmn:definitions | id=id name=plain
            bpmn:categoryValue | bpmn:category | id=id value=plain
            bpmn:process | bpmn:definitions | id=id name=text isExecutable=bool isClosed=bool processType=plain camunda:versionTag=plain camunda:historyTimeToLive=plain camunda:isStartableInTasklist=bool camunda:candidateStarterGroups=plain camunda:candidateStarterUsers=plain flowable:candidateStarterGroups=plain flowable:candidateStarterUsers=plain
            bpmn:sequenceFlow | SCOPE | id=id name=text sourceRef=ref targetRef=ref isImmediate=bool
            bpmn:conditionExpression | bpmn:sequenceFlow | id=id xsi:type=formal language=plain #text=expr
            bpmn:incoming bpmn:outgoing | NODE | #text=ref
            bpmn:textAnnotation | SCOPE bpmn:collaboration | id=id textFormat=plain
            bpmn:text | bpmn:textAnnotation | #text=text
            bpmn:association | SCOPE bpmn:collaboration | id=id sourceRef=ref targetRef=ref associationDirection=plain
            bpmn:group | SCOPE bpmn:collaboration | id=id categoryValueRef=ref
            bpmn:startEvent | SCOPE | @node isInterrupting=bool flowable:initiator=var camunda:initiator=var flowable:formKey=plain camunda:formKey=plain flowable:formFieldValidation=bool
            bpmn:endEvent bpmn:intermediateCatchEvent bpmn:intermediateThrowEvent | SCOPE | @node
            bpmn:boundaryEvent | SCOPE | @node attachedToRef=ref cancelActivity=bool
            bpmn:exclusiveGateway bpmn:inclusiveGateway | SCOPE | @node default=ref gatewayDirection=plain
            bpmn:parallelGateway | SCOPE | @node gatewayDirection=plain
            bpmn:eventBasedGateway | SCOPE | @node gatewayDirection=plain eventGatewayType=plain
            bpmn:task bpmn:manualTask | SCOPE | @activity
            bpmn:serviceTask bpmn:sendTask | SCOPE | @external
            bpmn:receiveTask | SCOPE | @activity messageRef=ref
            bpmn:userTask | SCOPE | @activity flowable:assignee=text camunda:assignee=text flowable:owner=text flowable:candidateUsers=text camunda:candidateUsers=text flowable:candidateGroups=text camunda:candidateGroups=text flowable:dueDate=text camunda:dueDate=text flowable:priority=int camunda:priority=int flowable:category=text flowable:formKey=plain camunda:formKey=plain flowable:formFieldValidation=bool
            bpmn:businessRuleTask | SCOPE | @activity flowable:expression=expr camunda:expression=expr flowable:resultVariable=var camunda:resultVariable=var
            bpmn:callActivity | SCOPE | @activity calledElement=text flowable:calledElementType=plain camunda:calledElementBinding=plain flowable:inheritVariables=bool flowable:businessKey=text flowable:inheritBusinessKey=bool flowable:processInstanceName=text flowable:sameDeployment=bool flowable:idVariableName=var flowable:completeAsync=bool
            bpmn:subProcess | SCOPE | @activity triggeredByEvent=bool
            bpmn:messageEventDefinition | CATCHING | id=id messageRef=ref
            bpmn:signalEventDefinition | CATCHING bpmn:intermediateThrowEvent | id=id signalRef=ref
            bpmn:errorEventDefinition | bpmn:startEvent bpmn:boundaryEvent bpmn:endEvent | id=id errorRef=ref flowable:errorVariableName=var
            bpmn:escalationEventDefinition | bpmn:startEvent bpmn:boundaryEvent THROWING | id=id escalationRef=ref
            bpmn:compensateEventDefinition | bpmn:boundaryEvent THROWING | id=id activityRef=ref waitForCompletion=bool
            bpmn:terminateEventDefinition | bpmn:endEvent | id=id flowable:terminateAll=bool
            bpmn:timerEventDefinition | CATCHING | id=id
            TIMING | bpmn:timerEventDefinition | id=id xsi:type=formal #text=text
            bpmn:timeCycle | bpmn:timerEventDefinition | flowable:endDate=text
            bpmn:multiInstanceLoopCharacteristics | ACTIVITY | id=id isSequential=bool flowable:collection=text camunda:collection=text flowable:elementVariable=var camunda:elementVariable=var flowable:elementIndexVariable=var
            bpmn:loopCardinality | CHARACTERISTICS | id=id xsi:type=formal #text=int
            bpmn:completionCondition | CHARACTERISTICS | id=id xsi:type=formal #text=expr
            bpmn:loopDataInputRef | CHARACTERISTICS | #text=var
            bpmn:inputDataItem | CHARACTERISTICS | id=id name=var
            """;

    static final String EXTENSIONS = """
            camunda:properties | ext/EXTENSIBLE camunda:formField |
            camunda:property | camunda:properties | id=plain name=plain value=text
            camunda:inputOutput | ext/EXTERNAL ext/bpmn:userTask |
            camunda:inputParameter | camunda:inputOutput | name=field #text=text
            camunda:outputParameter | camunda:inputOutput | name=var #text=text
            camunda:map camunda:list | VALUE |
            camunda:entry | camunda:map | key=plain #text=text
            camunda:value | camunda:list | id=plain name=plain #text=text
            flowable:in flowable:out | ext/EXTERNAL ext/bpmn:callActivity | source=var sourceExpression=expr target=var
            camunda:in | ext/bpmn:callActivity | source=var sourceExpression=expr target=var variables=all businessKey=text
            camunda:out | ext/bpmn:callActivity | source=var sourceExpression=expr target=var
            camunda:failedJobRetryTimeCycle flowable:failedJobRetryTimeCycle | ext/ACTIVITY ext/EVENT | #text=plain
            camunda:errorEventDefinition | ext/EXTERNAL | id=id errorRef=ref expression=expr
            camunda:formData | ext/bpmn:userTask ext/bpmn:startEvent | businessKey=var
            camunda:formField | camunda:formData | id=var label=plain type=plain defaultValue=plain datePattern=plain
            camunda:validation | camunda:formField |
            camunda:constraint | camunda:validation | name=plain config=plain
            camunda:value | camunda:formField | id=plain name=plain
            flowable:formProperty | ext/bpmn:userTask ext/bpmn:startEvent | id=var name=plain type=plain variable=var required=bool readable=bool writable=bool default=plain datePattern=plain
            flowable:value | flowable:formProperty | id=plain name=plain
            flowable:variableAggregation | ext/CHARACTERISTICS | target=var
            bpmn:variable flowable:variable | flowable:variableAggregation | source=var sourceExpression=expr target=var
            """;

    static final String DIAGRAM = """
            bpmndi:BPMNDiagram | bpmn:definitions | id=id name=plain documentation=plain resolution=number
            bpmndi:BPMNPlane | bpmndi:BPMNDiagram | id=id bpmnElement=ref
            bpmndi:BPMNShape | bpmndi:BPMNPlane | id=id bpmnElement=ref isHorizontal=bool isExpanded=bool isMarkerVisible=bool isMessageVisible=bool @colors
            bpmndi:BPMNEdge | bpmndi:BPMNPlane | id=id bpmnElement=ref sourceElement=plain targetElement=plain messageVisibleKind=plain flowable:sourceDockerX=number flowable:sourceDockerY=number flowable:targetDockerX=number flowable:targetDockerY=number @colors
            bpmndi:BPMNLabel | bpmndi:BPMNShape bpmndi:BPMNEdge | id=id labelStyle=plain @colors
            bpmndi:BPMNLabelStyle | bpmndi:BPMNDiagram | id=id
            dc:Font | bpmndi:BPMNLabelStyle | name=plain size=number isBold=bool isItalic=bool isUnderline=bool isStrikeThrough=bool
            dc:Bounds | bpmndi:BPMNShape bpmndi:BPMNLabel | x=number y=number width=number height=number
            di:waypoint | bpmndi:BPMNEdge | x=number y=number
            """;

    private VocabularyTable() {}
}
