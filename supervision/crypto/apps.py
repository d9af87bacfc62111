"""The app."""

from django.apps import AppConfig


class CryptoConfig(AppConfig):
    """Tell Django about the app."""

    name = "supervision.crypto"
    label = "crypto"
