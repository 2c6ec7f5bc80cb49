/** AWS Controllers for Kubernetes (ACK): resources of one service of AWS as objects of the cluster, a chart each. */
import { z } from "zod";

import { SYSTEM_TOLERATION } from "../shared/pods";
import type { Reserved } from "../shared/own-settings";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import type { EndpointService } from "../network/ref";
import { list } from "../shared/schema";
import { type ChartSite, defineChart } from "./definition";
import { mirrored, PRIORITY, TOLERATIONS } from "./pod-values";
import type { Site, Statements } from "./ack-actions";
import type { Values } from "./values";

/** Source: values.yaml of every chart of theirs, resources. */
const SIZE = { cpu: "50m", memory: "64Mi" };

const options = {
    /**
     * Names of what it may make, change and delete in the account and region of the cluster; `*` stands for any text. Its role
     * reaches nothing else.
     */
    names: list(z.string()),
    /** What becomes of the resource in AWS when its object is deleted; an object's annotation may say otherwise. @default "delete" */
    deletionPolicy: z.enum(["delete", "retain"]).exactOptional(),
};

type Options = z.infer<z.ZodObject<typeof options>>;

/** What its controllers differ in. */
export interface AckService {
    /** `sqs`: of its image, its group and its service account. */
    readonly service: string;
    readonly version: string;
    /** When its release was made. */
    readonly seen: string;
    /** Kinds it looks after. */
    readonly kinds: readonly string[];
    /** Kinds that it could look after as well, and of which definitions come all the same. @default none */
    readonly further?: readonly string[];
    /** Plurals of all of them. */
    readonly plurals: readonly string[];
    readonly endpoints: readonly EndpointService[];
    /** What a name may be. */
    readonly form: RegExp;
    /** What its controller calls. */
    readonly statements: (site: Site, names: readonly string[]) => Statements;
}

/** Kinds that every controller of theirs has definitions of. Source: helm/crds of each. */
const SHARED = ["fieldexports.services.k8s.aws", "iamroleselectors.services.k8s.aws"];

const RESERVED: readonly Reserved[] = [
    ...["aws.region", "serviceAccount.name"].map((path) => ({
        path,
        why: "is where its role acts",
        remedy: "Remove it",
    })),
    { path: "deletionPolicy", why: "has a word", remedy: "Set deletionPolicy beside values" },
    { path: "deployment.replicas", why: "is one", remedy: "Remove it" },
    {
        path: "deployment.tolerations",
        why: "lets the pods start where the kit places them",
        remedy: "Remove it",
    },
    {
        path: "reconcile.resources",
        why: "is what its role was made for",
        remedy: "Remove it, or install the chart among charts with a role of your own",
    },
];

export function ackChart(about: AckService) {
    const { endpoints, kinds, plurals, seen, service, version } = about;
    const name = `${service}-chart`;
    return defineChart({
        repository: "oci://public.ecr.aws/aws-controllers-k8s",
        version: {
            value: version,
            source: `aws-controllers-k8s/${service}-controller helm/Chart.yaml`,
            seen,
            address: `https://github.com/aws-controllers-k8s/${service}-controller`,
        },
        // One namespace each: it goes with its release.
        namespace: { name: `ack-${service}`, podSecurity: { enforce: "restricted" } },
        phase: "releases",
        alone: "its chart brings no disruption budget for several, and no zones",
        leftOut: { none: "there is no node to run it" },
        endpoints,
        options,
        check: ({ options: { names } }) => checkNames(names, about),
        identity: ({ options: { names }, site }) => ({
            serviceAccount: `ack-${service}-controller`,
            statements: about.statements({ ...site, partition: partitionOf(site.region) }, names),
            annotate: "serviceAccount.annotations",
        }),
        pods: () => [
            {
                name,
                kind: "Deployment",
                labels: { "app.kubernetes.io/name": name },
                tolerations: [SYSTEM_TOLERATION],
                requests: SIZE,
                replicas: 1,
            },
        ],
        values: ({ options: chosen, site }) => values(about, site, chosen),
        images: [imageOf(service)],
        definitions: {
            home: "crds",
            names: [...SHARED, ...plurals.map((plural) => `${plural}.${service}.services.k8s.aws`)],
            kept: true,
        },
        leaves: [
            {
                kinds,
                what: "the resources of AWS they stand for, and finalizers that nobody takes off",
            },
        ],
        reserved: RESERVED,
    });
}

function imageOf(service: string): string {
    return `public.ecr.aws/aws-controllers-k8s/${service}-controller`;
}

function checkNames(names: readonly string[], { form }: AckService): Problem[] {
    if (names.length === 0) {
        const what = "it could make nothing";
        return [{ path: "names", what, got: [], remedy: "Name what it may make, such as shop-*" }];
    }
    return names.flatMap((got, index) =>
        form.test(got) && !/^\*+$/.test(got)
            ? []
            : [
                  {
                      path: `names[${index}]`,
                      what: got === "*" ? "all of the account's" : "not a name of what it makes",
                      got,
                      remedy: "Begin with what its own have in common: shop-*",
                  },
              ],
    );
}

/** Source of the keys: helm/values.yaml of each controller. */
function values({ kinds, service }: AckService, site: ChartSite, { deletionPolicy }: Options): Values {
    return {
        aws: { region: site.region },
        deletionPolicy: deletionPolicy ?? "delete",
        deployment: { ...PRIORITY, replicas: 1, tolerations: [...TOLERATIONS] },
        // Its role assumes no other.
        enableCARM: false,
        image: { repository: mirrored(site, imageOf(service)) },
        reconcile: { resources: [...kinds] },
        // Its schema wants a limit of both.
        resources: { limits: { cpu: "1", memory: "256Mi" }, requests: SIZE },
        serviceAccount: { name: `ack-${service}-controller` },
    };
}
