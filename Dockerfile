FROM python:3.11.13-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1 \
    DJANGO_SETTINGS_MODULE=supervision.project.settings \
    STATIC_ROOT=/srv/static MEDIA_ROOT=/srv/media BIND=0.0.0.0 PORT=8000

RUN useradd --system --uid 10001 --home-dir /srv --shell /usr/sbin/nologin portal \
    && mkdir -p /srv/static /srv/media /srv/backup \
    && chown portal /srv/media /srv/backup

# A Chinese face, without which official papers have no PDF, and the reading of scans, without which
# the search does not find their words. Both may be left out: the pages then say so.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        fonts-noto-cjk tesseract-ocr tesseract-ocr-chi-sim \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt
COPY . .
# The build needs settings that load, not secrets: none of these values is kept in the image, and
# the running account can write neither the code nor the static files.
RUN python -m tools.catalogue compile \
    && PORTAL_ENV=demo SECRET_KEY=build DATABASE_URL=postgresql://build/build \
       REDIS_URL=redis://build python manage.py collectstatic --noinput -v0

USER portal
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-m", "tools.health", "web"]
CMD ["gunicorn", "supervision.project.wsgi:application"]
