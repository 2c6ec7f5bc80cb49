/** The JSON Schema of what GitOps is told of a cluster, for whoever checks manifests that read it. */
import { bridgeSchema } from "../../components/gitops/bridge-schema";
import { jsonSchemaOf } from "../reports/schemas";

/** From the root of the repository. */
export const BRIDGE_SCHEMA_FILE = "schemas/gitops-bridge.schema.json";

export function bridgeSchemaText(): string {
    return JSON.stringify(jsonSchemaOf(bridgeSchema));
}
