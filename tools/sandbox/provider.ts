/** Pulumi's resource provider protocol, answered by the simulated cloud. */
import type * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { FactsByType, Properties } from "../facts/facts";
import { propertiesOf, toStruct } from "../plan/requests";
import { mapValues, reveal } from "../plan/wire-values";
import type { Subject } from "./answering";
import type { Method } from "./calls";
import type { Cloud } from "./cloud";
import type { Connection } from "./connection";
import { difference } from "./diff";
import { type AskedName, checkInputs } from "./naming";
import { checkResponse, diffResponse } from "./responses";
import { halfDone, serviceError } from "./service-error";

export interface ProviderOptions {
    /** `aws` or `kubernetes`. */
    readonly package: string;
    /** The one the SDK asks for: the engine compares. */
    readonly version: string;
    readonly cloud: Cloud;
    readonly facts: FactsByType;
}

/** What every request about one resource carries. */
interface ResourceRequest {
    readonly getUrn: () => string;
    readonly getType: () => string;
    readonly getName: () => string;
}

type Handle<Request, Response> = (request: Request, connection: Connection) => Response | Promise<Response>;

/**
 * One package's provider. The engine opens a connection of its own for each provider resource, so what was
 * configured is kept by the peer's address.
 */
export class Provider {
    private readonly connections = new Map<string, Connection>();

    public constructor(private readonly options: ProviderOptions) {}

    /** Handlers by method, for a gRPC server. */
    public handlers(): grpc.UntypedServiceImplementation {
        const { cloud, package: name, version } = this.options;
        return {
            handshake: this.unary(() => {
                const response = new proto.ProviderHandshakeResponse();
                response.setAcceptSecrets(true);
                response.setSupportsAutonamingConfiguration(true);
                return response;
            }),
            attach: this.unary(() => new Empty()),
            getPluginInfo: this.unary(() => {
                const info = new PluginInfo();
                info.setVersion(version);
                return info;
            }),
            getSchema: this.unary(() => {
                const response = new proto.GetSchemaResponse();
                response.setSchema(JSON.stringify({ name, version }));
                return response;
            }),
            checkConfig: this.unary((request: proto.CheckRequest) => {
                const response = new proto.CheckResponse();
                response.setInputs(request.getNews());
                return response;
            }),
            diffConfig: this.unary((request: proto.DiffRequest) => this.diff(request)),
            configure: this.unary((request: proto.ConfigureRequest, { id }) => this.configure(request, id)),
            check: this.unary(this.recorded("check", this.check.bind(this))),
            diff: this.unary(this.recorded("diff", this.diff.bind(this))),
            create: this.unary(this.recorded("create", this.create.bind(this))),
            read: this.unary(this.recorded("read", this.read.bind(this))),
            update: this.unary(this.recorded("update", this.update.bind(this))),
            delete: this.unary(this.recorded("delete", this.remove.bind(this))),
            cancel: this.unary(() => {
                cloud.cancel();
                return new Empty();
            }),
            invoke: this.unary((request: proto.InvokeRequest) => {
                throw new Error(
                    `the sandbox answers no lookups, and the program asks for ${request.getTok()}`,
                );
            }),
        };
    }

    private async configure(request: proto.ConfigureRequest, id: string): Promise<proto.ConfigureResponse> {
        const connection: Connection = { id, inputs: open(request.getArgs()) };
        await this.options.cloud.configure(this.options.package, connection);
        this.connections.set(id, connection);
        const response = new proto.ConfigureResponse();
        response.setAcceptsecrets(true);
        response.setSupportspreview(true);
        response.setSupportsAutonamingConfiguration(true);
        return response;
    }

    private check(request: proto.CheckRequest, connection: Connection): proto.CheckResponse {
        const subject = subjectOf(request, { inputs: request.getNews(), connection });
        return checkResponse(
            checkInputs({
                subject,
                facts: this.options.facts.get(subject.type),
                olds: open(request.getOlds()),
                seed: request.getRandomseed_asB64(),
                asked: askedName(request.getAutonaming()),
            }),
        );
    }

    private diff(request: proto.DiffRequest): proto.DiffResponse {
        const type = request.getType();
        return diffResponse(
            difference({
                type,
                facts: this.options.facts.get(type),
                oldInputs: open(request.getOldInputs()),
                oldOutputs: open(request.getOlds()),
                news: open(request.getNews()),
            }),
        );
    }

    private async create(
        request: proto.CreateRequest,
        connection: Connection,
    ): Promise<proto.CreateResponse> {
        const { cloud } = this.options;
        const subject = subjectOf(request, { inputs: request.getProperties(), connection });
        const { id, outputs } = request.getPreview()
            ? cloud.preview(subject)
            : await worded(cloud.create(subject), "creating", subject);
        const response = new proto.CreateResponse();
        response.setId(id);
        response.setProperties(toStruct(outputs));
        return response;
    }

    private async read(request: proto.ReadRequest, connection: Connection): Promise<proto.ReadResponse> {
        const inputs = request.getInputs();
        const entry = await this.options.cloud.read(
            subjectOf(request, { inputs, connection, id: request.getId() }),
        );
        const response = new proto.ReadResponse();
        // Without an id the engine learns that the resource is gone.
        if (entry === undefined) return response;
        response.setId(entry.id);
        response.setProperties(toStruct(entry.outputs));
        response.setInputs(toStruct(entry.inputs));
        return response;
    }

    private async update(
        request: proto.UpdateRequest,
        connection: Connection,
    ): Promise<proto.UpdateResponse> {
        const { cloud } = this.options;
        const subject = subjectOf(request, { inputs: request.getNews(), connection, id: request.getId() });
        const outputs = request.getPreview()
            ? cloud.previewUpdate(subject)
            : (await worded(cloud.update(subject), "updating", subject)).outputs;
        const response = new proto.UpdateResponse();
        response.setProperties(toStruct(outputs));
        return response;
    }

    private async remove(request: proto.DeleteRequest, connection: Connection): Promise<Empty> {
        const inputs = request.getOldInputs();
        await this.options.cloud.remove(subjectOf(request, { inputs, connection, id: request.getId() }));
        return new Empty();
    }

    private recorded<Request extends ResourceRequest, Response>(
        method: Method,
        handle: Handle<Request, Response>,
    ): Handle<Request, Response> {
        return (request, connection) => {
            const preview = "getPreview" in request && (request as Previewed).getPreview();
            const call = { method, type: request.getType(), name: request.getName(), preview };
            return this.options.cloud.record({ ...call, urn: request.getUrn() }, async () =>
                handle(request, connection),
            );
        };
    }

    private unary<Request, Response>(
        handle: Handle<Request, Response>,
    ): grpc.handleUnaryCall<Request, Response> {
        return (call, callback) => {
            const id = call.getPeer();
            const connection = this.connections.get(id) ?? { id, inputs: {} };
            new Promise<Response>((resolve) => resolve(handle(call.request, connection))).then(
                (response) => callback(null, response),
                (error: unknown) => callback(serviceError(error)),
            );
        };
    }
}

interface Previewed {
    readonly getPreview: () => boolean;
}

interface SubjectParts {
    readonly inputs: Struct | undefined;
    readonly connection: Connection;
    readonly id?: string;
}

function subjectOf(request: ResourceRequest, { inputs, connection, id = "" }: SubjectParts): Subject {
    const [urn, type, name] = [request.getUrn(), request.getType(), request.getName()];
    return { urn, type, name, id, inputs: propertiesOf(inputs), connection };
}

/** The AWS provider, which is a bridged one, has words of its own for what failed half-way. */
async function worded<Result>(doing: Promise<Result>, verb: string, { type, urn }: Subject): Promise<Result> {
    if (!type.startsWith("aws:")) return doing;
    return doing.catch((error: unknown) => {
        throw halfDone(error, `${verb} ${urn}`);
    });
}

const MODES = ["propose", "enforce", "disable"] as const;

/** What the engine asks a name to be, if the stack says so. */
function askedName(asked: proto.CheckRequest.AutonamingOptions | undefined): AskedName | undefined {
    const mode = asked === undefined ? undefined : MODES[asked.getMode()];
    return mode === undefined ? undefined : { mode, name: asked?.getProposedName() ?? "" };
}

function open(struct: Struct | undefined): Properties {
    return mapValues(propertiesOf(struct), reveal);
}
