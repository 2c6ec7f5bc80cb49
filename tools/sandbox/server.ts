/** The simulated providers as servers the real engine attaches to. */
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";

import { dependencies } from "../../package.json";
import type { FactsByType } from "../facts/facts";
import type { Cloud } from "./cloud";
import { Provider } from "./provider";

export interface SandboxServer {
    /** Value of `PULUMI_DEBUG_PROVIDERS`: the engine then attaches instead of starting plugins. */
    readonly providers: string;
    readonly close: () => void;
}

/** The packages simulated, at the versions of the SDKs the program is written with. */
const PACKAGES = {
    aws: dependencies["@pulumi/aws"],
    kubernetes: dependencies["@pulumi/kubernetes"],
} as const;

/** As the engine's own limit: a state may be larger than gRPC's 4 MB. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Serves both packages on free ports of this machine only. */
export async function serve(cloud: Cloud, facts: FactsByType): Promise<SandboxServer> {
    const started = await Promise.all(
        Object.entries(PACKAGES).map(async ([name, version]) => {
            const server = new grpc.Server({ "grpc.max_receive_message_length": MAX_MESSAGE_BYTES });
            const provider = new Provider({ package: name, version, cloud, facts });
            server.addService(ResourceProviderService, provider.handlers());
            return { name, server, port: await listen(server) };
        }),
    );
    return {
        providers: started.map(({ name, port }) => `${name}:${port}`).join(","),
        close: () => {
            for (const { server } of started) server.forceShutdown();
        },
    };
}

async function listen(server: grpc.Server): Promise<number> {
    return new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
            if (error === null) resolve(port);
            else reject(error);
        });
    });
}
