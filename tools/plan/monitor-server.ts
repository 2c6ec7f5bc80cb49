/** The recording monitor behind real gRPC, for a program that runs in a process of its own. */
import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
    GetRootResourceResponse,
    type LogRequest,
    LogSeverity,
    SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import type { RecordingMonitor } from "./monitor";

export interface MonitorServer {
    /** Serves monitor and engine: the runtime takes one address for each. */
    readonly address: string;
    /** What the program logged, as the engine would print it. */
    readonly log: readonly string[];
    readonly close: () => void;
}

/** As the SDK's own client: a plan may be larger than gRPC's 4 MB. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Listens on a free port of this machine only. */
export async function serveMonitor(monitor: RecordingMonitor): Promise<MonitorServer> {
    const server = new grpc.Server({ "grpc.max_receive_message_length": MAX_MESSAGE_BYTES });
    const log: string[] = [];
    server.addService(ResourceMonitorService, monitorHandlers(monitor));
    server.addService(EngineService, engineHandlers(log));
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
            if (error === null) resolve(bound);
            else reject(error);
        });
    });
    return { address: `127.0.0.1:${port}`, log, close: () => server.forceShutdown() };
}

/** The monitor's methods are those of the service, called with the request alone. */
function monitorHandlers(monitor: RecordingMonitor): grpc.UntypedServiceImplementation {
    return {
        supportsFeature: unary(monitor.supportsFeature.bind(monitor)),
        registerResource: unary(monitor.registerResource.bind(monitor)),
        registerResourceOutputs: unary(monitor.registerResourceOutputs.bind(monitor)),
        readResource: unary(monitor.readResource.bind(monitor)),
        invoke: unary(monitor.invoke.bind(monitor)),
        call: unary(monitor.call.bind(monitor)),
        registerPackage: unary(monitor.registerPackage.bind(monitor)),
        registerStackTransform: unary(monitor.registerStackTransform.bind(monitor)),
        registerStackInvokeTransform: unary(monitor.registerStackInvokeTransform.bind(monitor)),
        registerResourceHook: unary(monitor.registerResourceHook.bind(monitor)),
        registerErrorHook: unary(monitor.registerErrorHook.bind(monitor)),
        signalAndWaitForShutdown: unary(monitor.signalAndWaitForShutdown.bind(monitor)),
    };
}

function engineHandlers(log: string[]): grpc.UntypedServiceImplementation {
    return {
        log: unary((request: LogRequest, callback: grpc.sendUnaryData<Empty>) => {
            // Debug messages are for whoever debugs the SDK.
            if (request.getSeverity() !== LogSeverity.DEBUG) log.push(request.getMessage());
            callback(null, new Empty());
        }),
        getRootResource: unary((_request: Empty, callback: grpc.sendUnaryData<GetRootResourceResponse>) => {
            callback(null, new GetRootResourceResponse());
        }),
        setRootResource: unary((_request: unknown, callback: grpc.sendUnaryData<SetRootResourceResponse>) => {
            callback(null, new SetRootResourceResponse());
        }),
    };
}

function unary<Request, Response>(
    handle: (request: Request, callback: grpc.sendUnaryData<Response>) => void,
): grpc.handleUnaryCall<Request, Response> {
    return (call, callback) => handle(call.request, callback);
}
