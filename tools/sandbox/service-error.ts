/** Errors as gRPC carries them, so that the engine learns of a resource that exists although its creation failed. */
import * as grpc from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";

import { toStruct } from "../plan/requests";
import { Refused } from "./refusal";

/** Source: pulumi/pulumi sdk/nodejs/provider/server.ts, grpcResponseFromError: where the engine looks for details. */
const DETAILS = "grpc-status-details-bin";

/**
 * What the provider says of a resource that exists although the operation failed.
 * Source: pulumi/pulumi-terraform-bridge pkg/tfbridge/provider.go, Create and Update; the list is hashicorp/go-multierror's.
 * @param doing such as `creating <urn>`
 */
export function halfDone(error: unknown, doing: string): unknown {
    if (!(error instanceof Refused) || error.entry === undefined) return error;
    const { entry, refusal } = error;
    return new Refused({ ...refusal, error: `${doing}: 1 error occurred:\n\t* ${refusal.error}\n\n` }, entry);
}

export function serviceError(error: unknown): Partial<grpc.StatusObject> {
    const details = error instanceof Error ? error.message : String(error);
    const code = grpc.status.UNKNOWN;
    if (!(error instanceof Refused) || error.entry === undefined) return { code, details };
    const { id, inputs, outputs } = error.entry;
    const failed = new ErrorResourceInitFailed();
    failed.setId(id);
    failed.setInputs(toStruct(inputs));
    failed.setProperties(toStruct(outputs));
    failed.setReasonsList([details]);
    const detail = new Any();
    detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new Status();
    status.setCode(code);
    status.setMessage(details);
    status.addDetails(detail);
    const metadata = new grpc.Metadata();
    metadata.add(DETAILS, Buffer.from(status.serializeBinary()));
    return { code, details, metadata };
}
