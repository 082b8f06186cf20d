// Starts one Elasticsearch node from the jars that Maven Central carries.
// SPDX-License-Identifier: Apache-2.0

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

public final class EarshotNode {
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Path data = Path.of(arguments[1]);
        String port = arguments[2];
        String transport = arguments[3];
        System.setProperty("es.logs.base_path", data.resolve("logs").toString());
        LogConfigurator.setNodeName("earshot");
        LogConfigurator.configureESLogging();
        Settings settings = Settings.builder()
            .put("path.home", home.toString())
            .put("path.data", data.resolve("data").toString())
            .put("path.logs", data.resolve("logs").toString())
            .put("http.port", port)
            .put("transport.port", transport)
            .put("network.host", "127.0.0.1")
            .put("cluster.name", "earshot")
            .put("discovery.type", "single-node")
            .put("cluster.routing.allocation.disk.watermark.low", "1gb")
            .put("cluster.routing.allocation.disk.watermark.high", "500mb")
            .put("cluster.routing.allocation.disk.watermark.flood_stage", "200mb")
            .build();
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
            settings, Map.of(), home.resolve("config"), () -> "earshot");
        LogConfigurator.configure(environment, true);
        PluginsLoader plugins = PluginsLoader.createPluginsLoader(
            PluginsLoader.loadModulesBundles(environment.modulesDir(), false),
            PluginsLoader.loadPluginsBundles(environment.pluginsDir(), false),
            Map.of());
        Node node = new Node(environment, plugins);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (java.io.IOException error) {
                error.printStackTrace();
            } finally {
                stopped.countDown();
            }
        }));
        node.start();
        stopped.await();
    }
}
