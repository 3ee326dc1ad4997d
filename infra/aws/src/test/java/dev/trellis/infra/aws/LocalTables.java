package dev.trellis.infra.aws;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** DynamoDB Local in memory, on a free loopback port; its own server would listen on every address. */
record LocalTables(Server server, LocalDynamoDBRequestHandler requests, int port) {

    static LocalTables start() throws Exception {
        LocalDynamoDBRequestHandler requests = new LocalDynamoDBRequestHandler(0, true, null, true, false);
        Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
        server.setHandler(new LocalDynamoDBServerHandler(requests, null));
        server.start();
        return new LocalTables(server, requests, ((ServerConnector) server.getConnectors()[0]).getLocalPort());
    }

    void close() throws Exception {
        server.stop();
        requests.shutdown();
    }
}
