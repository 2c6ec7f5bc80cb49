/** What is read of an environment that has namespaces of its own. */
import type { ChartWords } from "../charts/chart-schema";
import type { ComputeWords, GroupsByName } from "../compute/ref";
import type { NetworkWords } from "../network/vpc-schema";
import type { ObjectsWords } from "../objects/objects-schema";
import type { FargateSelector } from "../shared/pods";
import type { NamespaceWords } from "./namespace-schema";

export interface Reads {
    readonly namespaces?: Readonly<Record<string, NamespaceWords>>;
    readonly compute: ComputeWords;
    readonly network: NetworkWords;
    readonly catalogue?: Readonly<Record<string, unknown>>;
    readonly charts?: Readonly<Record<string, ChartWords>>;
    readonly objects?: Readonly<Record<string, ObjectsWords>>;
    readonly fargateProfiles?: Readonly<Record<string, readonly FargateSelector[]>>;
    readonly managedNodes?: GroupsByName;
    readonly selfManagedNodes?: GroupsByName;
}
