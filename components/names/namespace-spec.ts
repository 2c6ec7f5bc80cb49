/** A namespace of AWS Cloud Map: what is refused of it, and what a reader of the plan is told. Pure. */
import type { Problem } from "../shared/problems";
import { checkDomain, checkKey } from "./domains";
import type { NamespaceWords } from "./service-discovery-schema";

export interface NamespaceSpec {
    /** Its name in the shape. */
    readonly key: string;
    readonly clusterName: string;
    readonly namespace: NamespaceWords;
    /** Private zones the VPC has already. @default none */
    readonly privateZones?: readonly string[];
}

/** Source: Cloud Map API Reference, CreateHttpNamespace, Name. */
const HTTP_NAME = /^[!-~]{1,1024}$/;

export function checkNamespace({ key, namespace, privateZones = [] }: NamespaceSpec): Problem[] {
    if (namespace.kind === "http") {
        const { name: got } = namespace;
        const remedy = "Write 1 to 1024 visible characters";
        return [
            ...checkKey(key),
            ...(HTTP_NAME.test(got)
                ? []
                : [{ path: "name", what: "not a name of a namespace", got, remedy }]),
        ];
    }
    const { domain: got } = namespace;
    return [
        ...checkKey(key),
        ...checkDomain("domain", got),
        ...(privateZones.includes(got)
            ? [
                  {
                      path: "domain",
                      what: "network.dns.privateZones makes a zone of this domain, and a VPC has one",
                      got,
                      remedy: "Choose another domain, or remove the zone",
                  },
              ]
            : []),
    ];
}

export function decisionsOfNamespace({ namespace }: NamespaceSpec): Record<string, string> {
    return namespace.kind === "http"
        ? { answers: "Cloud Map's API alone", name: namespace.name }
        : { answers: "names within the VPC", domain: namespace.domain };
}
