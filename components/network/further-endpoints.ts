/** Endpoints with words of their own: what each is made of, which is refused, and what a reader of the plan is told. Pure. */
import { policyDocument } from "../shared/iam";
import type { Problem } from "../shared/problems";
import { type EndpointOwner, endpointPolicyOf } from "./endpoint-policies";
import { ENDPOINT_SERVICES, type EndpointService, endpointServiceName } from "./endpoints";
import type { FurtherEndpoints, FurtherEndpointWords } from "./endpoints-schema";
import { type Slot, usedSlots, type ZoneSlots } from "./slots";

export const HTTPS_PORT = 443;

/** An endpoint, decided. */
export interface EndpointPlan {
    /** The AWS service, or the key somebody chose. */
    readonly service: string;
    readonly kind: "gateway" | "interface";
    readonly serviceName: string;
    /** Last part of its name: `endpoint-ecr-api`. */
    readonly part: string;
    /** As canonical JSON. @default none, where the service takes none */
    readonly policy?: string;
    readonly privateDns: boolean;
    /** Where its interfaces stand. @default in every slot in use */
    readonly slots?: readonly Slot[];
    readonly ports: readonly number[];
}

/** Services that are routes. Source: AWS PrivateLink Guide, gateway-endpoints; S3 User Guide, s3-express-networking. */
const GATEWAYS = ["s3", "dynamodb", "s3express"];

/** Last part of an endpoint's name; a key that differs in a dot alone has the same. */
export function partOf(key: string): string {
    return `endpoint-${key.replaceAll(".", "-")}`;
}

export function isListed(key: string): key is EndpointService {
    return Object.hasOwn(ENDPOINT_SERVICES, key);
}

/** The service itself, without what its name begins with. */
function lastOf(serviceName: string): string {
    return serviceName.slice(serviceName.lastIndexOf(".") + 1);
}

function nameOf(key: string, { serviceName }: FurtherEndpointWords, region: string): string {
    return serviceName ?? endpointServiceName(key, region);
}

function kindOf(key: string, words: FurtherEndpointWords): EndpointPlan["kind"] {
    if (words.kind !== undefined) return words.kind;
    return words.serviceName === undefined && isListed(key) ? ENDPOINT_SERVICES[key].kind : "interface";
}

/** Of somebody else's service nothing is known; the names of S3 and DynamoDB are those of their routes. */
function answersByName(key: string, words: FurtherEndpointWords): boolean {
    const { privateDns, serviceName = key } = words;
    return (
        privateDns ??
        !(serviceName.startsWith("com.amazonaws.vpce.") || GATEWAYS.includes(lastOf(serviceName)))
    );
}

/** Plans endpoints that passed their check. */
export function planFurther(further: FurtherEndpoints, owner: EndpointOwner): EndpointPlan[] {
    return Object.entries(further).map(([key, words]) => {
        const kind = kindOf(key, words);
        const policy = policyOf(key, words, owner);
        return {
            service: key,
            kind,
            serviceName: nameOf(key, words, owner.region),
            part: partOf(key),
            privateDns: kind === "interface" && answersByName(key, words),
            ports: words.ports ?? [HTTPS_PORT],
            ...(words.slots === undefined ? {} : { slots: words.slots }),
            ...(policy === undefined ? {} : { policy }),
        };
    });
}

/** Gateway endpoints take no principal but everybody: conditions say who. */
function policyOf(key: string, { policy, serviceName }: FurtherEndpointWords, owner: EndpointOwner) {
    if (policy !== undefined) {
        return policyDocument(policy.map((statement) => ({ ...statement, Principal: "*" as const })));
    }
    return serviceName === undefined && isListed(key) ? endpointPolicyOf(key, owner) : undefined;
}

/** Known services among them whose names nodes find by themselves. */
export function listedIn(further: FurtherEndpoints): readonly EndpointService[] {
    return Object.entries(further).flatMap(([key, words]) =>
        isListed(key) &&
        words.serviceName === undefined &&
        (kindOf(key, words) === "gateway" || answersByName(key, words))
            ? [key]
            : [],
    );
}

interface Beside {
    readonly endpoints?: readonly string[];
    readonly ownersEndpoints?: readonly string[];
    readonly zones?: ZoneSlots;
}

/** Every rule they break, of EC2 and of each other. */
export function checkFurther(further: FurtherEndpoints, beside: Beside): Problem[] {
    const keys = Object.keys(further);
    return Object.entries(further).flatMap(([key, words]) => {
        const path = `furtherEndpoints.${key}`;
        return [
            ...checkKey(path, key, keys, beside),
            ...checkKind(path, key, words),
            ...checkSlots(path, words.slots, beside.zones),
            ...checkPorts(path, words.ports),
            ...checkPolicy(path, key, words),
        ];
    });
}

function checkKey(path: string, key: string, keys: readonly string[], beside: Beside): Problem[] {
    if (!/^[a-z0-9]([a-z0-9.-]{0,40}[a-z0-9])?$/.test(key)) {
        const what = "not a name: it ends the names of the endpoint's resources";
        return [{ path, what, remedy: "Write small letters, digits, dots and hyphens, 42 at most" }];
    }
    const lists = [
        ["endpoints", beside.endpoints ?? []],
        ["ownersEndpoints", beside.ownersEndpoints ?? []],
    ] as const;
    const listed = lists.flatMap(([list, services]): Problem[] =>
        services.includes(key)
            ? [
                  {
                      path,
                      what: `the service is in ${list} already`,
                      remedy: `Take it out of ${list}, or remove it here`,
                  },
              ]
            : [],
    );
    const twin = keys.slice(0, keys.indexOf(key)).find((other) => partOf(other) === partOf(key));
    return twin === undefined
        ? listed
        : [
              ...listed,
              { path, what: `its resources would have the names of ${twin}'s`, remedy: "Choose another key" },
          ];
}

/** Sources: AWS PrivateLink Guide, gateway-endpoints; EC2 API Reference, CreateVpcEndpoint. */
function checkKind(path: string, key: string, words: FurtherEndpointWords): Problem[] {
    const { ports, privateDns, serviceName = key, slots } = words;
    if (words.serviceName !== undefined && !/^[a-z0-9][a-z0-9.-]*$/.test(serviceName)) {
        const remedy = "Write it as EC2 shows it: com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0";
        return [{ path: `${path}.serviceName`, what: "not the name of a service", got: serviceName, remedy }];
    }
    if (kindOf(key, words) === "interface") return [];
    const notARoute = GATEWAYS.includes(lastOf(serviceName))
        ? []
        : [
              {
                  path: `${path}.kind`,
                  what: `only ${GATEWAYS.join(", ")} are reached by a route`,
                  got: serviceName,
                  remedy: 'Write kind: "interface", or leave it out',
              },
          ];
    const meaningless = Object.entries({ ports, privateDns, slots })
        .filter(([, value]) => value !== undefined)
        .map(([word, got = null]) => ({
            path: `${path}.${word}`,
            what: "a gateway endpoint is a route: it has no interfaces and no name",
            got,
            remedy: 'Remove it, or write kind: "interface"',
        }));
    return [...notARoute, ...meaningless];
}

function checkSlots(
    path: string,
    slots: readonly Slot[] | undefined,
    zones: ZoneSlots | undefined,
): Problem[] {
    if (slots === undefined || zones === undefined) return [];
    const used = usedSlots(zones);
    const at = `${path}.slots`;
    if (slots.length === 0) {
        return [
            {
                path: at,
                what: "an endpoint without an interface",
                got: [],
                remedy: "Name a slot, or leave it out",
            },
        ];
    }
    return slots.flatMap((slot, index): Problem[] => {
        const place = `${at}[${index}]`;
        if (!used.includes(slot)) {
            const what = "platform:zones does not have this slot";
            return [{ path: place, what, got: slot, remedy: `Choose of ${used.join(", ")}` }];
        }
        if (slots.indexOf(slot) === index) return [];
        return [{ path: place, what: "the slot is named already", got: slot, remedy: "Name each slot once" }];
    });
}

function checkPorts(path: string, ports: readonly number[] | undefined): Problem[] {
    if (ports?.length === 0) {
        return [
            {
                path: `${path}.ports`,
                what: "nobody could reach it",
                got: [],
                remedy: "Name a port, or leave it out",
            },
        ];
    }
    return (ports ?? []).flatMap((port, index) =>
        Number.isInteger(port) && port >= 1 && port <= 65_535 && ports?.indexOf(port) === index
            ? []
            : [
                  {
                      path: `${path}.ports[${index}]`,
                      what: "not a port, or one that is named already",
                      got: port,
                      remedy: "Write each of 1 to 65535 once",
                  },
              ],
    );
}

/** A statement without an end would be AWS's to refuse, half-way. */
function checkPolicy(path: string, key: string, { policy, serviceName }: FurtherEndpointWords): Problem[] {
    if (policy === undefined) return [];
    const at = `${path}.policy`;
    if (policy.length === 0) {
        return [{ path: at, what: "nothing would pass", got: [], remedy: "Write what may, or leave it out" }];
    }
    if (key !== "eks-auth" || serviceName !== undefined) return [];
    const what = "EKS takes no policy at this endpoint";
    return [{ path: at, what, remedy: "Leave it out: Pod Identity itself says which pod gets which role" }];
}

/** Whether the endpoint of a key is a route. */
export function isGateway(key: string, further: FurtherEndpoints): boolean {
    return kindOf(key, further[key] ?? {}) === "gateway";
}

/** Each in a line; nothing where there is none. */
export function decisionsOfFurther(
    further: FurtherEndpoints,
    region: string,
): { readonly furtherEndpoints?: string[] } {
    if (Object.keys(further).length === 0) return {};
    const lines = Object.entries(further).map(([key, words]) => {
        const kind = kindOf(key, words);
        const { ports, slots } = words;
        return [
            `${key}: ${nameOf(key, words, region)}`,
            ...(kind === "gateway" ? ["a route"] : []),
            ...(slots === undefined ? [] : [`in ${slots.join(", ")} alone`]),
            ...(ports === undefined ? [] : [`port ${ports.join(", ")}`]),
            ...(kind === "gateway" || answersByName(key, words) ? [] : ["without private DNS"]),
            ...(words.policy === undefined ? [] : ["own policy"]),
        ].join("; ");
    });
    return { furtherEndpoints: lines };
}

/** Endpoints that let everything through, for nobody said whom. */
export function noticesOfFurther(further: FurtherEndpoints = {}): string[] {
    const open = Object.entries(further)
        .filter(
            ([key, { policy, serviceName }]) =>
                policy === undefined && (serviceName !== undefined || !isListed(key)),
        )
        .filter(([, { serviceName = "" }]) => !serviceName.startsWith("com.amazonaws.vpce."))
        .map(([key]) => key);
    if (open.length === 0) return [];
    return [
        `Endpoints ${open.join(", ")} let credentials and resources of any account through: the kit does not know which policy ` +
            "their services take. Write one in network.furtherEndpoints where a service takes one",
    ];
}
