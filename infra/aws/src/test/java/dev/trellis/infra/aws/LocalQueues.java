package dev.trellis.infra.aws;

import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ in memory, on a free loopback port. */
record LocalQueues(SQSRestServer server, int port) {

    static LocalQueues start() {
        SQSRestServer server =
                SQSRestServerBuilder.withPort(0).withInterface("127.0.0.1").start();
        return new LocalQueues(server, server.waitUntilStarted().localAddress().getPort());
    }

    void close() {
        server.stopAndWait();
    }
}
