/** The bill of a resource of any type; one without a row is unknown, never free. */
import type { Bill, Bills } from "../charge";
import { COMPUTE } from "./compute";
import { billOfObject } from "./kubernetes";
import { NETWORK } from "./network";
import { SERVICES } from "./services";
import { STORAGE } from "./storage";

export const BILLS: Bills = { ...COMPUTE, ...NETWORK, ...STORAGE, ...SERVICES };

const OWN: Bill = () => ({ free: "Pulumi keeps it in its state and makes nothing" });

export function billOf(type: string): Bill {
    const known = BILLS[type];
    if (known !== undefined) return known;
    if (type.startsWith("kubernetes:")) return billOfObject(type);
    if (type.startsWith("pulumi:")) return OWN;
    return () => ({ unknown: "its type has no row in tools/cost/billing" });
}
