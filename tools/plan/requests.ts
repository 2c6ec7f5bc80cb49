/** The requests a monitor keeps, as received. */
import type * as proto from "@pulumi/pulumi/proto/resource_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { Properties } from "../facts/facts";

export type RecordedRequest =
    | { readonly kind: "supportsFeature"; readonly request: proto.SupportsFeatureRequest }
    | {
          readonly kind: "registerResource";
          readonly urn: string;
          readonly request: proto.RegisterResourceRequest;
      }
    | {
          readonly kind: "registerResourceOutputs";
          readonly urn: string;
          readonly request: proto.RegisterResourceOutputsRequest;
      }
    | { readonly kind: "readResource"; readonly urn: string; readonly request: proto.ReadResourceRequest }
    | { readonly kind: "invoke"; readonly request: proto.ResourceInvokeRequest }
    | { readonly kind: "call"; readonly request: proto.ResourceCallRequest }
    | { readonly kind: "registerPackage"; readonly request: proto.RegisterPackageRequest }
    | { readonly kind: "signalAndWaitForShutdown"; readonly request: Empty };

/** A request is read when it arrives and again for the graph; to convert it is a tenth of answering it. */
const converted = new WeakMap<Struct, Properties>();

/** A protobuf struct as plain properties. */
export function propertiesOf(struct: Struct | undefined): Properties {
    if (struct === undefined) return {};
    const known = converted.get(struct) ?? struct.toJavaScript();
    converted.set(struct, known);
    return known;
}

/** Properties as a protobuf struct. A copy, since the typings of `Struct` want a mutable one. */
export function toStruct(properties: Properties): Struct {
    return Struct.fromJavaScript({ ...properties });
}
