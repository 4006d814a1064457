"""Secrets of code apps and recovery codes go under the first key with everything else."""

from allauth.mfa.models import Authenticator

from regulars.moments import seal

SEALED = ("secret", "seed")


def reseal() -> tuple[int, int]:
    """How many were put under the first key, and how many no key opens and stay as they are."""
    done = left = 0
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]
    for key in Authenticator.objects.filter(type__in=kinds):
        try:
            key.data |= {n: again(key.data[n]) for n in SEALED if n in key.data}
        except seal.Unreadable:
            left += 1
            continue
        key.save(update_fields=["data"])
        done += 1
    return done, left


def again(sealed: str) -> str:
    return seal.again(sealed.encode()).decode()
